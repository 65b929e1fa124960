import Glibc

/// Users and groups of this host.
enum UnixUser {
  /// The id behind a login name, or behind the digits of an id; throws when there is no such user.
  static func id(of login: String) throws(Failure) -> UInt32 {
    // Unsafe: getpwnam answers with memory of its own, which is copied before anything else runs.
    if let entry = unsafe getpwnam(login) { return unsafe entry.pointee.pw_uid }
    if let number = UInt32(login), login.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      return number
    }
    throw Failure(
      "this host has no user \"\(login)\"",
      hint: "give the name they log in with, or the number that \"id -u\" tells them")
  }

  /// The login name of a user; the number for an id that has none.
  static func name(_ user: UInt32) -> String {
    // Unsafe: getpwuid answers with memory of its own, which is copied before anything else runs.
    guard let entry = unsafe getpwuid(user) else { return String(user) }
    return unsafe String(cString: entry.pointee.pw_name)
  }

  /// The name of a group; the number for an id that has none.
  static func groupName(_ group: UInt32) -> String {
    // Unsafe: getgrgid answers with memory of its own, which is copied before anything else runs.
    guard let entry = unsafe getgrgid(group) else { return String(group) }
    return unsafe String(cString: entry.pointee.gr_name)
  }
}
