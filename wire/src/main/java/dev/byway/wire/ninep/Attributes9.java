package dev.byway.wire.ninep;

import dev.byway.wire.WireException;

/// Attributes, 9P2000.L.
public final class Attributes9 {
  private Attributes9() {}

  public record Tstatfs(int fid) implements Message {
    static Tstatfs decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Tstatfs(reader.int32());
    }

    @Override
    public MessageType kind() {
      return MessageType.TSTATFS;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(fid);
    }
  }

  public record Rstatfs(
      int type,
      int bsize,
      long blocks,
      long bfree,
      long bavail,
      long files,
      long ffree,
      long fsid,
      int namelen)
      implements Message {
    static Rstatfs decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Rstatfs(
          reader.int32(),
          reader.int32(),
          reader.int64(),
          reader.int64(),
          reader.int64(),
          reader.int64(),
          reader.int64(),
          reader.int64(),
          reader.int32());
    }

    @Override
    public MessageType kind() {
      return MessageType.RSTATFS;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(type);
      writer.int32(bsize);
      writer.int64(blocks);
      writer.int64(bfree);
      writer.int64(bavail);
      writer.int64(files);
      writer.int64(ffree);
      writer.int64(fsid);
      writer.int32(namelen);
    }
  }

  public record Tgetattr(int fid, long requestMask) implements Message {
    static Tgetattr decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Tgetattr(reader.int32(), reader.int64());
    }

    @Override
    public MessageType kind() {
      return MessageType.TGETATTR;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(fid);
      writer.int64(requestMask);
    }
  }

  public record Rgetattr(
      long valid,
      Qid qid,
      int mode,
      int uid,
      int gid,
      long nlink,
      long rdev,
      long size,
      long blksize,
      long blocks,
      long atimeSec,
      long atimeNsec,
      long mtimeSec,
      long mtimeNsec,
      long ctimeSec,
      long ctimeNsec,
      long btimeSec,
      long btimeNsec,
      long gen,
      long dataVersion)
      implements Message {
    static Rgetattr decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Rgetattr(
          reader.int64(),
          Qid.decode(reader),
          reader.int32(),
          reader.int32(),
          reader.int32(),
          reader.int64(),
          reader.int64(),
          reader.int64(),
          reader.int64(),
          reader.int64(),
          reader.int64(),
          reader.int64(),
          reader.int64(),
          reader.int64(),
          reader.int64(),
          reader.int64(),
          reader.int64(),
          reader.int64(),
          reader.int64(),
          reader.int64());
    }

    @Override
    public MessageType kind() {
      return MessageType.RGETATTR;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int64(valid);
      qid.encode(writer);
      writer.int32(mode);
      writer.int32(uid);
      writer.int32(gid);
      writer.int64(nlink);
      writer.int64(rdev);
      writer.int64(size);
      writer.int64(blksize);
      writer.int64(blocks);
      writer.int64(atimeSec);
      writer.int64(atimeNsec);
      writer.int64(mtimeSec);
      writer.int64(mtimeNsec);
      writer.int64(ctimeSec);
      writer.int64(ctimeNsec);
      writer.int64(btimeSec);
      writer.int64(btimeNsec);
      writer.int64(gen);
      writer.int64(dataVersion);
    }
  }

  public record Tsetattr(
      int fid,
      int valid,
      int mode,
      int uid,
      int gid,
      long size,
      long atimeSec,
      long atimeNsec,
      long mtimeSec,
      long mtimeNsec)
      implements Message {
    static Tsetattr decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Tsetattr(
          reader.int32(),
          reader.int32(),
          reader.int32(),
          reader.int32(),
          reader.int32(),
          reader.int64(),
          reader.int64(),
          reader.int64(),
          reader.int64(),
          reader.int64());
    }

    @Override
    public MessageType kind() {
      return MessageType.TSETATTR;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(fid);
      writer.int32(valid);
      writer.int32(mode);
      writer.int32(uid);
      writer.int32(gid);
      writer.int64(size);
      writer.int64(atimeSec);
      writer.int64(atimeNsec);
      writer.int64(mtimeSec);
      writer.int64(mtimeNsec);
    }
  }

  public record Rsetattr() implements Message {
    static Rsetattr decode(NinepReader reader, Dialect dialect) {
      return new Rsetattr();
    }

    @Override
    public MessageType kind() {
      return MessageType.RSETATTR;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {}
  }
}
