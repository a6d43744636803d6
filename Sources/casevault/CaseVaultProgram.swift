import CaseVaultCommands
import Glibc

@main
struct CaseVaultProgram {
  static func main() {
    exit(Program.run(Array(CommandLine.arguments.dropFirst())))
  }
}
