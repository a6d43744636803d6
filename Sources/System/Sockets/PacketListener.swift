import CSystem
import Glibc

/// Where other programs of this account connect to this one: a socket under a name, mode 0600.
package final class PacketListener: Sendable {
  private let socket: Descriptor
  private let folder: SocketFolder
  private let name: String

  /// Makes the socket. One of the same name that is there is taken away: the caller holds the lock that says
  /// that nobody listens on it any more.
  package init(at name: String, in folder: SocketFolder) throws(FileError) {
    self.folder = folder
    self.name = name
    socket = try FileError.naming(folder.path.appending(name)) { () throws(SystemFailure) in
      let socket = try Descriptor.packetSocket(Int32(CSYSTEM_SOCK_NONBLOCK))
      let number = socket.number
      // Before it has a name: at no moment is it open to others (unix(7), and what Linux does).
      try SystemFailure.check { fchmod(number, 0o600) }
      folder.remove(name)
      let address = folder.address(of: name)
      try SystemFailure.check { unsafe address.lending { unsafe bind(number, $0, $1) } }
      try SystemFailure.check { listen(number, Self.mostWaiting) }
      return socket
    }
  }

  /// The next program that waits to be heard; nil when none does. Throws ``SocketError/exhausted`` when this
  /// program can have no more connections.
  package func accept() throws(SocketError) -> PacketSocket? {
    let number = socket.number
    do throws(SystemFailure) {
      let flags = Int32(CSYSTEM_SOCK_CLOEXEC) | Int32(CSYSTEM_SOCK_NONBLOCK)
      return PacketSocket(
        Descriptor(owning: try SystemFailure.check { accept4(number, nil, nil, flags) }))
    } catch {
      // Somebody who has left again meanwhile is nobody.
      guard ![EAGAIN, ECONNABORTED].contains(error.code) else { return nil }
      throw SocketError(error)
    }
  }

  /// Takes the name away, so that nobody connects any more.
  package func retire() { folder.remove(name) }

  var number: Int32 { socket.number }

  /// More than programs run at once; the system may allow fewer.
  private static let mostWaiting: Int32 = 4_096
}
