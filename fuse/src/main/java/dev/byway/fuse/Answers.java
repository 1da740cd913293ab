package dev.byway.fuse;

import dev.byway.vfs.Attributes;
import dev.byway.vfs.Entry;
import dev.byway.vfs.FileType;
import dev.byway.wire.fuse.Fuse;
import dev.byway.wire.fuse.FuseAttr;
import dev.byway.wire.fuse.FuseAttrOut;
import dev.byway.wire.fuse.FuseEntryOut;
import dev.byway.wire.fuse.FuseWriter;
import java.time.Duration;

/// Attributes and entries as the kernel takes them, and how long it may believe them.
final class Answers {
  private static final int SECTOR = 512;
  private static final int SET_ID = 06000;
  private static final int TYPE_SHIFT = 12;
  private static final FuseAttr NOTHING =
      new FuseAttr(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  private final NodeTable nodes;
  private final long entrySeconds;
  private final int entryNanos;
  private final long attributeSeconds;
  private final int attributeNanos;

  Answers(NodeTable nodes, Duration entryTimeout, Duration attributeTimeout) {
    this.nodes = nodes;
    this.entrySeconds = entryTimeout.getSeconds();
    this.entryNanos = entryTimeout.getNano();
    this.attributeSeconds = attributeTimeout.getSeconds();
    this.attributeNanos = attributeTimeout.getNano();
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

  private static void noteMode(FuseNode node, Attributes attributes) {
    boolean setId = (attributes.mode() & SET_ID) != 0;
    if (node.setId != setId) {
      node.setId = setId;
    }
  }

  void attributes(FuseWriter writer, FuseNode node, Attributes attributes) {
    noteMode(node, attributes);
    new FuseAttrOut(attributeSeconds, attributeNanos, attr(attributes)).encode(writer);
  }

  /// Tells the kernel of a node, which is counted.
  FuseNode entry(FuseWriter writer, Entry entry) {
    FuseNode node = nodes.acquire(entry.node());
    noteMode(node, entry.attributes());
    new FuseEntryOut(
            node.id,
            node.generation,
            entrySeconds,
            attributeSeconds,
            entryNanos,
            attributeNanos,
            attr(entry.attributes()))
        .encode(writer);
    return node;
  }

  /// Tells the kernel that there is no such name.
  void noEntry(FuseWriter writer) {
    new FuseEntryOut(0, 0, entrySeconds, 0, entryNanos, 0, NOTHING).encode(writer);
  }

  /// An entry of a listing that nothing more is told of.
  static void entryUntold(FuseWriter writer) {
    new FuseEntryOut(0, 0, 0, 0, 0, 0, NOTHING).encode(writer);
  }

  boolean believesMissing() {
    return entrySeconds != 0 || entryNanos != 0;
  }
}
