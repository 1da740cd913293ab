package dev.byway.vfs.testkit;

/// A promise of the SPI that a room cannot keep. Tests that need it are skipped and say which.
public enum Weakening {
  /// A [dev.byway.vfs.Change] may lack its attributes: NFSv3 servers need not send them.
  CHANGES_UNKNOWN,

  /// A [dev.byway.vfs.Change] is never atomic: nothing on a Linux directory locks others out.
  CHANGES_NOT_ATOMIC,

  /// The change attribute is made from ctime, so that two changes within one tick look like one.
  CHANGE_IS_A_CLOCK,

  /// Times are unsigned 32-bit seconds and nanoseconds (NFSv3).
  TIMES_ARE_32_BIT,

  /// A file that loses its last name is gone even while it is open.
  UNLINKED_OPEN_FILES_DIE,

  /// A file that loses its last name while it is open keeps a hidden one until it is closed (the
  /// silly rename of NFSv3 clients), and can be linked.
  UNLINKED_OPEN_FILES_HIDE,

  /// Permission is checked again at every read and write, so an open file can lose its rights.
  OPEN_FILES_LOSE_RIGHTS,

  /// Only the first 16 supplementary groups of a caller count (AUTH_SYS).
  SIXTEEN_GROUPS,

  /// A write can be seen half done by a read.
  WRITES_NOT_ATOMIC,

  /// A name that a rename gives to another node while it is being listed may not be listed: tmpfs
  /// moves it to the other end of the directory.
  REPLACED_NAMES_MAY_HIDE,

  /// A node can be gone between the finding of its name and the look at its attributes: ESTALE,
  /// where both are one step elsewhere.
  FOUND_NODES_MAY_BE_GONE,

  /// Reading always waits, also for what is in memory: files of a FUSE mount.
  READS_WAIT,

  /// Handles may be longer than [dev.byway.vfs.Node#HANDLE_MAX], up to NFSv3's 64 bytes.
  LONG_HANDLES,

  /// A node is found by the way to it, which the caller must be able to search (9P).
  NODES_ARE_PATHS,

  /// The owner has no other rights than the mode gives (9P): only NFSv3's doors ask for more.
  OWNER_NOT_OVERRIDDEN,

  /// Who waits for a lock in a circle waits on: the server does not look.
  DEADLOCKS_UNSEEN,

  /// All callers act as one user, and the room cannot say so in its capabilities: an NFSv3 client
  /// is not told who its server acts as.
  ONE_USER
}
