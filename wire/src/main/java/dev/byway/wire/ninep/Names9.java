package dev.byway.wire.ninep;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrString;

/// Names and links, 9P2000.L.
public final class Names9 {
  private Names9() {}

  public record Tsymlink(int fid, XdrString name, XdrString symtgt, int gid) implements Message {
    static Tsymlink decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Tsymlink(reader.int32(), reader.string(), reader.string(), reader.int32());
    }

    @Override
    public MessageType kind() {
      return MessageType.TSYMLINK;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(fid);
      writer.string(name);
      writer.string(symtgt);
      writer.int32(gid);
    }
  }

  public record Rsymlink(Qid qid) implements Message {
    static Rsymlink decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Rsymlink(Qid.decode(reader));
    }

    @Override
    public MessageType kind() {
      return MessageType.RSYMLINK;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      qid.encode(writer);
    }
  }

  public record Tmknod(int dfid, XdrString name, int mode, int major, int minor, int gid)
      implements Message {
    static Tmknod decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Tmknod(
          reader.int32(),
          reader.string(),
          reader.int32(),
          reader.int32(),
          reader.int32(),
          reader.int32());
    }

    @Override
    public MessageType kind() {
      return MessageType.TMKNOD;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(dfid);
      writer.string(name);
      writer.int32(mode);
      writer.int32(major);
      writer.int32(minor);
      writer.int32(gid);
    }
  }

  public record Rmknod(Qid qid) implements Message {
    static Rmknod decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Rmknod(Qid.decode(reader));
    }

    @Override
    public MessageType kind() {
      return MessageType.RMKNOD;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      qid.encode(writer);
    }
  }

  public record Trename(int fid, int dfid, XdrString name) implements Message {
    static Trename decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Trename(reader.int32(), reader.int32(), reader.string());
    }

    @Override
    public MessageType kind() {
      return MessageType.TRENAME;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(fid);
      writer.int32(dfid);
      writer.string(name);
    }
  }

  public record Rrename() implements Message {
    static Rrename decode(NinepReader reader, Dialect dialect) {
      return new Rrename();
    }

    @Override
    public MessageType kind() {
      return MessageType.RRENAME;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {}
  }

  public record Treadlink(int fid) implements Message {
    static Treadlink decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Treadlink(reader.int32());
    }

    @Override
    public MessageType kind() {
      return MessageType.TREADLINK;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(fid);
    }
  }

  public record Rreadlink(XdrString target) implements Message {
    static Rreadlink decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Rreadlink(reader.string());
    }

    @Override
    public MessageType kind() {
      return MessageType.RREADLINK;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.string(target);
    }
  }

  public record Tlink(int dfid, int fid, XdrString name) implements Message {
    static Tlink decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Tlink(reader.int32(), reader.int32(), reader.string());
    }

    @Override
    public MessageType kind() {
      return MessageType.TLINK;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(dfid);
      writer.int32(fid);
      writer.string(name);
    }
  }

  public record Rlink() implements Message {
    static Rlink decode(NinepReader reader, Dialect dialect) {
      return new Rlink();
    }

    @Override
    public MessageType kind() {
      return MessageType.RLINK;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {}
  }

  public record Tmkdir(int dfid, XdrString name, int mode, int gid) implements Message {
    static Tmkdir decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Tmkdir(reader.int32(), reader.string(), reader.int32(), reader.int32());
    }

    @Override
    public MessageType kind() {
      return MessageType.TMKDIR;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(dfid);
      writer.string(name);
      writer.int32(mode);
      writer.int32(gid);
    }
  }

  public record Rmkdir(Qid qid) implements Message {
    static Rmkdir decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Rmkdir(Qid.decode(reader));
    }

    @Override
    public MessageType kind() {
      return MessageType.RMKDIR;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      qid.encode(writer);
    }
  }

  public record Trenameat(int olddirfid, XdrString oldname, int newdirfid, XdrString newname)
      implements Message {
    static Trenameat decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Trenameat(reader.int32(), reader.string(), reader.int32(), reader.string());
    }

    @Override
    public MessageType kind() {
      return MessageType.TRENAMEAT;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(olddirfid);
      writer.string(oldname);
      writer.int32(newdirfid);
      writer.string(newname);
    }
  }

  public record Rrenameat() implements Message {
    static Rrenameat decode(NinepReader reader, Dialect dialect) {
      return new Rrenameat();
    }

    @Override
    public MessageType kind() {
      return MessageType.RRENAMEAT;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {}
  }

  public record Tunlinkat(int dirfd, XdrString name, int flags) implements Message {
    static Tunlinkat decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Tunlinkat(reader.int32(), reader.string(), reader.int32());
    }

    @Override
    public MessageType kind() {
      return MessageType.TUNLINKAT;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(dirfd);
      writer.string(name);
      writer.int32(flags);
    }
  }

  public record Runlinkat() implements Message {
    static Runlinkat decode(NinepReader reader, Dialect dialect) {
      return new Runlinkat();
    }

    @Override
    public MessageType kind() {
      return MessageType.RUNLINKAT;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {}
  }
}
