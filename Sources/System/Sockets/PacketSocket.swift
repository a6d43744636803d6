import CSystem
import Glibc

/// One end of a connection between two programs of this machine that hand each other whole messages
/// (`AF_UNIX`, `SOCK_SEQPACKET`): what was sent at once arrives at once or not at all.
package final class PacketSocket: Sendable {
  private let socket: Descriptor

  init(_ socket: consuming Descriptor) { self.socket = socket }

  /// Connects to who listens under a name; nil where nobody does. Neither this nor what is sent and
  /// received afterwards waits longer than `milliseconds`.
  package static func connect(
    to name: String, in folder: SocketFolder, patience milliseconds: Int
  ) throws(SocketError) -> PacketSocket? {
    do throws(SystemFailure) {
      let socket = try Descriptor.packetSocket()
      let number = socket.number
      try socket.setPatience(milliseconds)
      let address = folder.address(of: name)
      try SystemFailure.check {
        unsafe address.lending { unsafe Glibc.connect(number, $0, $1) }
      }
      return PacketSocket(socket)
    } catch {
      guard [ENOENT, ECONNREFUSED, ENOTDIR].contains(error.code) else { throw SocketError(error) }
      return nil
    }
  }

  /// The account at the other end: of the program that connected, or of the one that listens. The kernel
  /// says so; it cannot be made up.
  package var peer: UInt32? {
    var peer = csystem_peer()
    var size = socklen_t(MemoryLayout<csystem_peer>.size)
    let outcome = unsafe getsockopt(
      socket.number, SOL_SOCKET, Int32(CSYSTEM_SO_PEERCRED), &peer, &size)
    return outcome == 0 ? peer.uid : nil
  }

  /// Whether the program at the other end acts for the same account as this one.
  package var isOfThisAccount: Bool { peer == geteuid() }

  /// Sends one message of two parts; the second may be a secret, and is copied nowhere but into the kernel.
  package func send(_ head: [UInt8], _ body: Span<UInt8>) throws(SocketError) {
    let number = socket.number
    let outcome = unsafe head.withUnsafeBufferPointer { head in
      unsafe body.withUnsafeBufferPointer { body in
        unsafe Self.outcome(
          UnsafeMutableRawBufferPointer(mutating: UnsafeRawBufferPointer(head)),
          UnsafeMutableRawBufferPointer(mutating: UnsafeRawBufferPointer(body))
        ) { unsafe sendmsg(number, $0, Int32(MSG_NOSIGNAL)) }
      }
    }
    let sent = try outcome.get()
    guard sent == head.count + body.count else { throw .gone }
  }

  /// Receives one message into two parts, of which the first is filled before the second. Answers with its
  /// length; nil when the other end has gone. Throws ``SocketError/tooLong`` for one that does not fit.
  package func receive(
    _ head: inout MutableSpan<UInt8>, _ body: inout MutableSpan<UInt8>
  ) throws(SocketError) -> Int? {
    let number = socket.number
    let room = head.count + body.count
    let outcome = unsafe head.withUnsafeMutableBufferPointer { head in
      unsafe body.withUnsafeMutableBufferPointer { body in
        unsafe Self.outcome(
          UnsafeMutableRawBufferPointer(head), UnsafeMutableRawBufferPointer(body)
        ) { unsafe recvmsg(number, $0, Int32(MSG_TRUNC)) }
      }
    }
    let count = try outcome.get()
    guard count <= room else { throw .tooLong }
    return count == 0 ? nil : count
  }

  /// The number by which the system knows it, for ``SocketWatch``.
  var number: Int32 { socket.number }

  /// Hands a call the two parts of a message.
  private static func outcome(
    _ head: UnsafeMutableRawBufferPointer, _ body: UnsafeMutableRawBufferPointer,
    _ call: (UnsafeMutablePointer<msghdr>) -> Int
  ) -> Result<Int, SocketError> {
    let parts = unsafe [
      iovec(iov_base: head.baseAddress, iov_len: head.count),
      iovec(iov_base: body.baseAddress, iov_len: body.count),
    ]
    return unsafe parts.withUnsafeBufferPointer { parts in
      var message = unsafe msghdr()
      unsafe message.msg_iov = UnsafeMutablePointer(mutating: parts.baseAddress)
      unsafe message.msg_iovlen = parts.count
      do throws(SystemFailure) {
        return .success(try SystemFailure.check { unsafe call(&message) })
      } catch {
        return .failure(SocketError(error))
      }
    }
  }
}

extension Descriptor {
  static func packetSocket(_ flags: Int32 = 0) throws(SystemFailure) -> Descriptor {
    let kind = Int32(SOCK_SEQPACKET.rawValue) | Int32(CSYSTEM_SOCK_CLOEXEC) | flags
    return Descriptor(owning: try SystemFailure.check { socket(AF_UNIX, kind, 0) })
  }

  borrowing func setPatience(_ milliseconds: Int) throws(SystemFailure) {
    var limit = timeval(
      tv_sec: milliseconds / 1000, tv_usec: (milliseconds % 1000) * 1000)
    let number = number
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      try SystemFailure.check {
        unsafe setsockopt(
          number, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
      }
    }
  }
}

/// Why a message did not come through.
package enum SocketError: Error, Equatable, Sendable {
  /// Nobody took or sent it within the time that was given.
  case timedOut
  /// The other end is not there any more, or does not keep to the rules.
  case gone
  case tooLong
  /// No more connections can be open in this program.
  case exhausted
  /// Anything else the system answered, with its error number.
  case ioError(Int32)

  init(_ failure: SystemFailure) {
    self =
      switch failure.code {
      case EAGAIN, ETIMEDOUT: .timedOut
      case EPIPE, ECONNRESET, ENOTCONN, ECONNABORTED: .gone
      case EMSGSIZE: .tooLong
      case EMFILE, ENFILE: .exhausted
      default: .ioError(failure.code)
      }
  }
}
