package dev.byway.wire.ninep;

import dev.byway.wire.Values;
import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Made-up messages of every kind and dialect.
public final class NinepMessages {
  private static final int MAX_SIZE = 1 << 21;
  private static final int MAX_TEXT = 2000;

  private NinepMessages() {}

  /// One kind of message in one dialect.
  public record Kind(MessageType type, Dialect dialect) {
    public byte[] encodeGenerated(long seed) {
      return encode(generate(type, dialect, new Values(seed)));
    }

    public byte[] encode(Message message) {
      ByteBuffer buffer = ByteBuffer.allocate(MAX_SIZE);
      message.encode(new NinepWriter(buffer), dialect);
      byte[] bytes = new byte[buffer.flip().remaining()];
      buffer.get(bytes);
      return bytes;
    }

    public Message decode(byte[] bytes) throws WireException {
      return type.decode(new NinepReader(ByteBuffer.wrap(bytes)), dialect);
    }
  }

  /// All kinds.
  public static Stream<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    for (Dialect dialect : Dialect.values()) {
      for (MessageType type : MessageType.values()) {
        kinds.add(new Kind(type, dialect));
      }
    }
    return kinds.stream();
  }

  static Message generate(MessageType type, Dialect dialect, Values v) {
    return switch (type) {
      case RLERROR -> new Session9.Rlerror(v.int32());
      case TSTATFS -> new Attributes9.Tstatfs(v.int32());
      case RSTATFS ->
          new Attributes9.Rstatfs(
              v.int32(), v.int32(), v.int64(), v.int64(), v.int64(), v.int64(), v.int64(),
              v.int64(), v.int32());
      case TLOPEN -> new Open9.Tlopen(v.int32(), v.int32());
      case RLOPEN -> new Open9.Rlopen(qid(v), v.int32());
      case TLCREATE -> new Open9.Tlcreate(v.int32(), text(v), v.int32(), v.int32(), v.int32());
      case RLCREATE -> new Open9.Rlcreate(qid(v), v.int32());
      case TSYMLINK -> new Names9.Tsymlink(v.int32(), text(v), text(v), v.int32());
      case RSYMLINK -> new Names9.Rsymlink(qid(v));
      case TMKNOD ->
          new Names9.Tmknod(v.int32(), text(v), v.int32(), v.int32(), v.int32(), v.int32());
      case RMKNOD -> new Names9.Rmknod(qid(v));
      case TRENAME -> new Names9.Trename(v.int32(), v.int32(), text(v));
      case RRENAME -> new Names9.Rrename();
      case TREADLINK -> new Names9.Treadlink(v.int32());
      case RREADLINK -> new Names9.Rreadlink(text(v));
      case TGETATTR -> new Attributes9.Tgetattr(v.int32(), v.int64());
      case RGETATTR ->
          new Attributes9.Rgetattr(
              v.int64(), qid(v), v.int32(), v.int32(), v.int32(), v.int64(), v.int64(), v.int64(),
              v.int64(), v.int64(), v.int64(), v.int64(), v.int64(), v.int64(), v.int64(),
              v.int64(), v.int64(), v.int64(), v.int64(), v.int64());
      case TSETATTR ->
          new Attributes9.Tsetattr(
              v.int32(), v.int32(), v.int32(), v.int32(), v.int32(), v.int64(), v.int64(),
              v.int64(), v.int64(), v.int64());
      case RSETATTR -> new Attributes9.Rsetattr();
      case TXATTRWALK -> new Xattr9.Txattrwalk(v.int32(), v.int32(), text(v));
      case RXATTRWALK -> new Xattr9.Rxattrwalk(v.int64());
      case TXATTRCREATE -> new Xattr9.Txattrcreate(v.int32(), text(v), v.int64(), v.int32());
      case RXATTRCREATE -> new Xattr9.Rxattrcreate();
      case TREADDIR -> new Data9.Treaddir(v.int32(), v.int64(), v.int32());
      case RREADDIR -> new Data9.Rreaddir(v.data(100_000));
      case TFSYNC -> new Data9.Tfsync(v.int32(), v.int32());
      case RFSYNC -> new Data9.Rfsync();
      case TLOCK ->
          new Lock9.Tlock(v.int32(), uint8(v), v.int32(), v.int64(), v.int64(), v.int32(), text(v));
      case RLOCK -> new Lock9.Rlock(uint8(v));
      case TGETLOCK ->
          new Lock9.Tgetlock(v.int32(), uint8(v), v.int64(), v.int64(), v.int32(), text(v));
      case RGETLOCK -> new Lock9.Rgetlock(uint8(v), v.int64(), v.int64(), v.int32(), text(v));
      case TLINK -> new Names9.Tlink(v.int32(), v.int32(), text(v));
      case RLINK -> new Names9.Rlink();
      case TMKDIR -> new Names9.Tmkdir(v.int32(), text(v), v.int32(), v.int32());
      case RMKDIR -> new Names9.Rmkdir(qid(v));
      case TRENAMEAT -> new Names9.Trenameat(v.int32(), text(v), v.int32(), text(v));
      case RRENAMEAT -> new Names9.Rrenameat();
      case TUNLINKAT -> new Names9.Tunlinkat(v.int32(), text(v), v.int32());
      case RUNLINKAT -> new Names9.Runlinkat();
      case TVERSION -> new Session9.Tversion(v.int32(), text(v));
      case RVERSION -> new Session9.Rversion(v.int32(), text(v));
      case TAUTH -> new Session9.Tauth(v.int32(), text(v), text(v), number(v, dialect));
      case RAUTH -> new Session9.Rauth(qid(v));
      case TATTACH ->
          new Session9.Tattach(v.int32(), v.int32(), text(v), text(v), number(v, dialect));
      case RATTACH -> new Session9.Rattach(qid(v));
      case RERROR -> new Session9.Rerror(text(v), number(v, dialect));
      case TFLUSH -> new Session9.Tflush(v.int32() & 0xffff);
      case RFLUSH -> new Session9.Rflush();
      case TWALK -> new Walk9.Twalk(v.int32(), v.int32(), v.list(Ninep.MAXWELEM, () -> text(v)));
      case RWALK -> new Walk9.Rwalk(v.list(Ninep.MAXWELEM, () -> qid(v)));
      case TOPEN -> new Open9.Topen(v.int32(), uint8(v));
      case ROPEN -> new Open9.Ropen(qid(v), v.int32());
      case TCREATE ->
          new Open9.Tcreate(v.int32(), text(v), v.int32(), uint8(v), extension(v, dialect));
      case RCREATE -> new Open9.Rcreate(qid(v), v.int32());
      case TREAD -> new Data9.Tread(v.int32(), v.int64(), v.int32());
      case RREAD -> new Data9.Rread(v.data(100_000));
      case TWRITE -> new Data9.Twrite(v.int32(), v.int64(), v.data(100_000));
      case RWRITE -> new Data9.Rwrite(v.int32());
      case TCLUNK -> new Session9.Tclunk(v.int32());
      case RCLUNK -> new Session9.Rclunk();
      case TREMOVE -> new Session9.Tremove(v.int32());
      case RREMOVE -> new Session9.Rremove();
      case TSTAT -> new Stat9.Tstat(v.int32());
      case RSTAT -> new Stat9.Rstat(stat(v, dialect));
      case TWSTAT -> new Stat9.Twstat(v.int32(), stat(v, dialect));
      case RWSTAT -> new Stat9.Rwstat();
    };
  }

  private static XdrString text(Values v) {
    return v.string(MAX_TEXT);
  }

  private static int uint8(Values v) {
    return v.int32() & 0xff;
  }

  private static int number(Values v, Dialect dialect) {
    return dialect == Dialect.LEGACY ? Ninep.NONUNAME : v.int32();
  }

  private static XdrString extension(Values v, Dialect dialect) {
    return dialect == Dialect.LEGACY ? XdrString.EMPTY : text(v);
  }

  private static Qid qid(Values v) {
    return new Qid(uint8(v), v.int32(), v.int64());
  }

  private static Stat stat(Values v, Dialect dialect) {
    return new Stat(
        v.int32() & 0xffff,
        v.int32(),
        qid(v),
        v.int32(),
        v.int32(),
        v.int32(),
        v.int64(),
        text(v),
        text(v),
        text(v),
        text(v),
        extension(v, dialect),
        number(v, dialect),
        number(v, dialect),
        number(v, dialect));
  }
}
