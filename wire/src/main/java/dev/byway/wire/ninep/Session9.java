package dev.byway.wire.ninep;

import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrString;

/// Sessions, users and fids: version(5), attach(5), flush(5), clunk(5), remove(5), error(5).
public final class Session9 {
  private Session9() {}

  /// What the client speaks, and its longest message, unsigned. Ends all that was before.
  public record Tversion(int msize, XdrString version) implements Message {
    static Tversion decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Tversion(reader.int32(), reader.string());
    }

    @Override
    public MessageType kind() {
      return MessageType.TVERSION;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(msize);
      writer.string(version);
    }
  }

  /// What is spoken: no more than was asked for.
  public record Rversion(int msize, XdrString version) implements Message {
    static Rversion decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Rversion(reader.int32(), reader.string());
    }

    @Override
    public MessageType kind() {
      return MessageType.RVERSION;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(msize);
      writer.string(version);
    }
  }

  /// Begins to prove who it is.
  public record Tauth(int afid, XdrString uname, XdrString aname, int nUname) implements Message {
    static Tauth decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Tauth(
          reader.int32(),
          reader.string(),
          reader.string(),
          dialect.hasNumbers() ? reader.int32() : Ninep.NONUNAME);
    }

    @Override
    public MessageType kind() {
      return MessageType.TAUTH;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(afid);
      writer.string(uname);
      writer.string(aname);
      if (dialect.hasNumbers()) {
        writer.int32(nUname);
      }
    }
  }

  public record Rauth(Qid aqid) implements Message {
    static Rauth decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Rauth(Qid.decode(reader));
    }

    @Override
    public MessageType kind() {
      return MessageType.RAUTH;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      aqid.encode(writer);
    }
  }

  /// The root of a tree, as a user: of `uname`, or by number where that is not [Ninep#NONUNAME].
  public record Tattach(int fid, int afid, XdrString uname, XdrString aname, int nUname)
      implements Message {
    static Tattach decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Tattach(
          reader.int32(),
          reader.int32(),
          reader.string(),
          reader.string(),
          dialect.hasNumbers() ? reader.int32() : Ninep.NONUNAME);
    }

    @Override
    public MessageType kind() {
      return MessageType.TATTACH;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(fid);
      writer.int32(afid);
      writer.string(uname);
      writer.string(aname);
      if (dialect.hasNumbers()) {
        writer.int32(nUname);
      }
    }
  }

  public record Rattach(Qid qid) implements Message {
    static Rattach decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Rattach(Qid.decode(reader));
    }

    @Override
    public MessageType kind() {
      return MessageType.RATTACH;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      qid.encode(writer);
    }
  }

  /// What failed: an errno of Linux.
  public record Rlerror(int ecode) implements Message {
    static Rlerror decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Rlerror(reader.int32());
    }

    @Override
    public MessageType kind() {
      return MessageType.RLERROR;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(ecode);
    }
  }

  /// What failed, as a text, and an errno of UNIX in 9P2000.u.
  public record Rerror(XdrString ename, int errno) implements Message {
    static Rerror decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Rerror(reader.string(), dialect.hasNumbers() ? reader.int32() : Ninep.NONUNAME);
    }

    @Override
    public MessageType kind() {
      return MessageType.RERROR;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.string(ename);
      if (dialect.hasNumbers()) {
        writer.int32(errno);
      }
    }
  }

  /// The answer to this tag is not wanted any more.
  public record Tflush(int oldtag) implements Message {
    static Tflush decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Tflush(reader.uint16());
    }

    @Override
    public MessageType kind() {
      return MessageType.TFLUSH;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int16(oldtag);
    }
  }

  public record Rflush() implements Message {
    static Rflush decode(NinepReader reader, Dialect dialect) {
      return new Rflush();
    }

    @Override
    public MessageType kind() {
      return MessageType.RFLUSH;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {}
  }

  /// The fid is gone, whatever the answer.
  public record Tclunk(int fid) implements Message {
    static Tclunk decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Tclunk(reader.int32());
    }

    @Override
    public MessageType kind() {
      return MessageType.TCLUNK;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(fid);
    }
  }

  public record Rclunk() implements Message {
    static Rclunk decode(NinepReader reader, Dialect dialect) {
      return new Rclunk();
    }

    @Override
    public MessageType kind() {
      return MessageType.RCLUNK;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {}
  }

  /// Removes the file; the fid is gone, whatever the answer.
  public record Tremove(int fid) implements Message {
    static Tremove decode(NinepReader reader, Dialect dialect) throws WireException {
      return new Tremove(reader.int32());
    }

    @Override
    public MessageType kind() {
      return MessageType.TREMOVE;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {
      writer.int32(fid);
    }
  }

  public record Rremove() implements Message {
    static Rremove decode(NinepReader reader, Dialect dialect) {
      return new Rremove();
    }

    @Override
    public MessageType kind() {
      return MessageType.RREMOVE;
    }

    @Override
    public void encode(NinepWriter writer, Dialect dialect) {}
  }
}
