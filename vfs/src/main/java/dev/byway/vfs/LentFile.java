package dev.byway.vfs;

/// A kernel descriptor of a regular file. That of [Vfs#lend] is opened for a neighbour process: its
/// own open file description, shared with nobody. The holder duplicates it into the neighbour
/// (SCM_RIGHTS) and then closes this one. That of [OpenFile#lent] stays in this process.
public interface LentFile extends AutoCloseable {
  /// The descriptor's number in this process; valid until [#close].
  int fd();

  /// Whether a receiver with stronger local rights than the caller's could do through this
  /// descriptor what the caller may not: re-open it for writing, or change the file's mode or
  /// owner. A read grant from a read-only detached mount is `false`. Where it is true the door must
  /// know and trust the receiver, or not hand it out.
  boolean widensRights();

  /// Idempotent.
  @Override
  void close();
}
