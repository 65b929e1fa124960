import Store

/// Whether the people who share a project may all write to it, and nobody else.
///
/// A shared project's directory is 2770, so that files in it belong to the group whoever makes
/// them, and its files are 0660. A project that is not shared only must not be open to everybody.
struct PermissionExamination {
  /// The project's directory.
  let directory: FileStatus
  /// The files of the database that are there.
  let files: [FileStatus]

  /// Whether the directory is set up for a group.
  var isShared: Bool { directory.mode & 0o2020 != 0 }

  /// What is wrong, one finding each; one that says how it is when nothing is.
  var findings: [Finding] {
    let wrong = openToEverybody + (isShared ? notForTheGroup : [])
    guard wrong.isEmpty else { return wrong }
    let isReadable = directory.mode & 0o001 != 0 && files.contains { $0.mode & 0o004 != 0 }
    let whose = isShared ? "shared by group \(UnixUser.groupName(directory.group))" : "private"
    return [
      Finding(
        "permissions", isReadable ? .note : .good,
        "\(whose), directory \(directory.octal), files "
          + Set(files.map(\.octal)).sorted().joined(separator: " and ")
          + (isReadable ? "; everybody on this host may read it" : ""),
        advice: isReadable ? "if that is not meant: chmod o-rwx \(directory.path)" : "")
    ]
  }

  /// The commands by which its owner shares a project with the group of its directory.
  static func commands(sharing directory: String) -> [String] {
    let files = Store.files(at: directory)
    return ["its owner can do it:", "chmod 2770 '\(directory)'"]
      + files.map { "chmod 660 '\($0)'" }
  }

  private var openToEverybody: [Finding] {
    ([directory] + files).filter { $0.mode & 0o002 != 0 }.map { item in
      Finding(
        "permissions", .wrong, "everybody on this host may change \(item.path) (\(item.octal))",
        advice: "chmod o-w \(item.path)")
    }
  }

  private var notForTheGroup: [Finding] {
    var found: [Finding] = []
    if directory.mode & 0o2070 != 0o2070 {
      found.append(
        Finding(
          "permissions", .wrong,
          "\(directory.path) is \(directory.octal): files made in it would not be the group's",
          advice: "chmod 2770 \(directory.path)"))
    }
    for file in files where file.group != directory.group {
      let group = UnixUser.groupName(directory.group)
      found.append(
        Finding(
          "permissions", .wrong, "\(file.path) does not belong to group \(group)",
          advice: "chgrp \(group) \(file.path)"))
    }
    for file in files where file.mode & 0o060 != 0o060 {
      found.append(
        Finding(
          "permissions", .wrong, "\(file.path) is \(file.octal): the group cannot write it",
          advice: "chmod 660 \(file.path)"))
    }
    return found
  }
}
