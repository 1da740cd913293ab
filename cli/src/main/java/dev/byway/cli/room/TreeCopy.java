package dev.byway.cli.room;

import dev.byway.base.Errno;
import dev.byway.base.ErrnoException;
import dev.byway.vfs.Attributes;
import dev.byway.vfs.Entry;
import dev.byway.vfs.Name;
import dev.byway.vfs.Node;
import dev.byway.vfs.SetAttributes;
import java.io.IOException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Copies what a name stands for, with all below it. What fails is told and left out; the rest is
/// copied.
public final class TreeCopy {
  /// A directory made in one that has it has it too, and keeps it.
  private static final int SET_GID = 02000;

  private final FileCopy files;
  private final boolean recursive;
  private final boolean preserve;
  private final BiConsumer<String, Exception> failures;
  private @Nullable Attributes target;

  /// @param recursive also directories
  /// @param preserve times and owners too
  /// @param failures gets what could not be copied, and why
  public TreeCopy(
      FileCopy files, boolean recursive, boolean preserve, BiConsumer<String, Exception> failures) {
    this.files = files;
    this.recursive = recursive;
    this.preserve = preserve;
    this.failures = failures;
  }

  /// Copies to a place that is not there yet, or is a file that is then replaced, or (directories)
  /// a directory that is then filled.
  public void copy(Place from, Place to) {
    try {
      Place source = recursive ? from : from.followed();
      target = null;
      copy(source, recursive ? source.findItself() : source.find(), to, to.directory(), to.name());
    } catch (IOException e) {
      failures.accept(from.text(), e);
    }
  }

  private void copy(Place from, Entry source, Place to, Node directory, Name name)
      throws IOException {
    switch (source.attributes().type()) {
      case REGULAR -> {
        if (to.exists() && to.findItself().attributes().isDirectory()) {
          throw Errno.EISDIR.exception();
        }
        files.copy(from, source, to, directory, name);
      }
      case DIRECTORY -> directory(from, source, to, directory, name);
      case SYMLINK -> symlink(from, source, to, directory, name);
      case BLOCK, CHARACTER, SOCKET, FIFO -> special(source, to, directory, name);
    }
  }

  private void directory(Place from, Entry source, Place to, Node directory, Name name)
      throws IOException {
    if (!recursive) {
      throw Errno.EISDIR.exception();
    }
    Attributes attributes = source.attributes();
    Entry made = makeOrFind(to, directory, name);
    if (target == null) {
      target = made.attributes();
    }
    if (isTarget(from, to, attributes)) {
      throw new IOException(from.text() + " is being copied into itself: left out");
    }
    Listing.stream(
        from.vfs(), from.caller(), source.node(), item -> child(from, item, to, made.node()));
    int mode = attributes.mode() & 01777 | made.attributes().mode() & SET_GID;
    to.vfs().setattr(to.caller(), made.node(), SetAttributes.ofMode(mode), null, false);
    if (preserve) {
      FileCopy.preserve(to, made.node(), attributes);
    }
  }

  private boolean isTarget(Place from, Place to, Attributes attributes) {
    return target != null
        && from.vfs() == to.vfs()
        && attributes.fileid() == target.fileid()
        && attributes.fsid() == target.fsid();
  }

  private void child(Place from, Listing.Item item, Place to, Node directory) {
    Place below = from.child(item.name());
    try {
      if (item.entry() == null) {
        throw Errno.ENOENT.exception();
      }
      copy(below, item.entry(), to.child(item.name()), directory, item.name());
    } catch (IOException e) {
      failures.accept(below.text(), e);
    }
  }

  /// Its own mode comes when it is filled: it may forbid writing.
  private static Entry makeOrFind(Place to, Node directory, Name name) throws ErrnoException {
    try {
      return to.vfs().mkdir(to.caller(), directory, name, SetAttributes.ofMode(0700)).entry();
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EEXIST) {
        throw e;
      }
      Entry there = to.findItself();
      if (!there.attributes().isDirectory()) {
        throw Errno.ENOTDIR.exception();
      }
      return there;
    }
  }

  private static void symlink(Place from, Entry source, Place to, Node directory, Name name)
      throws ErrnoException {
    byte[] target = from.vfs().readlink(from.caller(), source.node());
    replace(to, directory, name);
    to.vfs().symlink(to.caller(), directory, name, target, SetAttributes.NONE);
  }

  private static void special(Entry source, Place to, Node directory, Name name)
      throws ErrnoException {
    Attributes attributes = source.attributes();
    replace(to, directory, name);
    to.vfs()
        .mknod(
            to.caller(),
            directory,
            name,
            attributes.type(),
            attributes.rdevMajor(),
            attributes.rdevMinor(),
            SetAttributes.ofMode(attributes.mode()));
  }

  private static void replace(Place to, Node directory, Name name) throws ErrnoException {
    if (to.exists()) {
      to.vfs().unlink(to.caller(), directory, name);
    }
  }
}
