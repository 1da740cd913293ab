package dev.byway.vfs.local;

import dev.byway.base.ErrnoException;
import dev.byway.linux.Statx;

/// How files are found again by their identity.
interface Handles extends AutoCloseable {
  /// @return bytes as [FileId] lays them out
  byte[] identify(int fd, Statx statx) throws ErrnoException;

  /// Finds a file and opens it as O_PATH.
  ///
  /// @throws ErrnoException ESTALE gone, or outside the exported directory
  int open(LocalNode node) throws ErrnoException;

  /// A file was seen under a name.
  void placed(LocalNode node, LocalNode directory, byte[] name) throws ErrnoException;

  /// A name was removed from a file.
  void unplaced(LocalNode node, LocalNode directory, byte[] name) throws ErrnoException;

  /// A file has lost its last name.
  void gone(LocalNode node) throws ErrnoException;

  /// A directory was reached as the parent of another one.
  ///
  /// @param directory its descriptor
  void reached(int directory, LocalNode node) throws ErrnoException;

  /// Whether what [#open] finds is found after a restart too.
  boolean persistent();

  /// Whether [#placed] works at once, as callers who cannot wait need.
  boolean quick();

  /// Regular housekeeping, every few seconds.
  void tick() throws ErrnoException;

  @Override
  void close();

  /// Makes it for a tree.
  interface Maker {
    Handles make(Tree tree) throws ErrnoException;
  }
}
