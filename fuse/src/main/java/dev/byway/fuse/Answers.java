package dev.byway.fuse;

import dev.byway.vfs.Attributes;
import dev.byway.vfs.Entry;
import dev.byway.vfs.FileType;
import dev.byway.vfs.Vfs;
import dev.byway.wire.fuse.Fuse;
import dev.byway.wire.fuse.FuseAttr;
import dev.byway.wire.fuse.FuseAttrOut;
import dev.byway.wire.fuse.FuseEntryOut;
import dev.byway.wire.fuse.FuseWriter;

/// Attributes and entries as the kernel takes them, and how long it may believe them.
final class Answers {
  private static final int SECTOR = 512;
  private static final int SET_ID = 06000;
  private static final int TYPE_SHIFT = 12;
  private static final FuseAttr NOTHING =
      new FuseAttr(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  private static final long SECOND = 1_000_000_000;

  private final Vfs vfs;
  private final NodeTable nodes;
  private final long entryNanos;
  private final long attributeNanos;
  private final boolean followsRoom;

  Answers(Vfs vfs, NodeTable nodes, FuseOptions options) {
    this.vfs = vfs;
    this.nodes = nodes;
    this.entryNanos = options.entryTimeout().toNanos();
    this.attributeNanos = options.attributeTimeout().toNanos();
    this.followsRoom = options.followsRoom();
  }

  /// How long the kernel may believe the names in a directory.
  long namesHold(FuseNode directory) {
    return hold(directory, entryNanos);
  }

  /// How long the kernel may believe attributes.
  long attributesHold(FuseNode node) {
    return hold(node, attributeNanos);
  }

  private long hold(FuseNode node, long otherwise) {
    long nanos = followsRoom ? vfs.holdNanos(node.node) : -1;
    return nanos < 0 ? otherwise : nanos;
  }

  /// The upper four bits of `st_mode`, as in a directory entry (DT_).
  static int typeBits(FileType type) {
    return switch (type) {
      case FIFO -> 1;
      case CHARACTER -> 2;
      case DIRECTORY -> 4;
      case BLOCK -> 6;
      case REGULAR -> 8;
      case SYMLINK -> 10;
      case SOCKET -> 12;
    };
  }

  private static FuseAttr attr(Attributes a) {
    return new FuseAttr(
        a.fileid(),
        a.size(),
        (a.used() + SECTOR - 1) / SECTOR,
        Attributes.seconds(a.atime()),
        Attributes.seconds(a.mtime()),
        Attributes.seconds(a.ctime()),
        Attributes.nanos(a.atime()),
        Attributes.nanos(a.mtime()),
        Attributes.nanos(a.ctime()),
        typeBits(a.type()) << TYPE_SHIFT | a.mode(),
        a.nlink(),
        a.uid(),
        a.gid(),
        Fuse.rdev(a.rdevMajor(), a.rdevMinor()),
        0,
        0);
  }

  private static void note(FuseNode node, Attributes attributes) {
    node.told(attributes);
    boolean setId = (attributes.mode() & SET_ID) != 0;
    if (node.setId != setId) {
      node.setId = setId;
    }
  }

  void attributes(FuseWriter writer, FuseNode node, Attributes attributes) {
    note(node, attributes);
    long hold = attributesHold(node);
    new FuseAttrOut(hold / SECOND, (int) (hold % SECOND), attr(attributes)).encode(writer);
  }

  /// Tells the kernel of a node, which is counted.
  ///
  /// @param namesHold of the directory where it was found
  FuseNode entry(FuseWriter writer, long namesHold, Entry entry) {
    FuseNode node = nodes.acquire(entry.node());
    note(node, entry.attributes());
    long hold = attributesHold(node);
    new FuseEntryOut(
            node.id,
            node.generation,
            namesHold / SECOND,
            hold / SECOND,
            (int) (namesHold % SECOND),
            (int) (hold % SECOND),
            attr(entry.attributes()))
        .encode(writer);
    return node;
  }

  /// Tells the kernel that there is no such name.
  ///
  /// @param namesHold of the directory where it is not
  static void noEntry(FuseWriter writer, long namesHold) {
    long seconds = namesHold / SECOND;
    new FuseEntryOut(0, 0, seconds, 0, (int) (namesHold % SECOND), 0, NOTHING).encode(writer);
  }

  /// An entry of a listing that nothing more is told of.
  static void entryUntold(FuseWriter writer) {
    new FuseEntryOut(0, 0, 0, 0, 0, 0, NOTHING).encode(writer);
  }
}
