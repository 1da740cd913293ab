package dev.byway.wire.ninep;

import dev.byway.wire.WireException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The numbers of messages. The answer to a message has the next number.
public enum MessageType {
  RLERROR(7, Session9.Rlerror::decode),
  TSTATFS(8, Attributes9.Tstatfs::decode),
  RSTATFS(9, Attributes9.Rstatfs::decode),
  TLOPEN(12, Open9.Tlopen::decode),
  RLOPEN(13, Open9.Rlopen::decode),
  TLCREATE(14, Open9.Tlcreate::decode),
  RLCREATE(15, Open9.Rlcreate::decode),
  TSYMLINK(16, Names9.Tsymlink::decode),
  RSYMLINK(17, Names9.Rsymlink::decode),
  TMKNOD(18, Names9.Tmknod::decode),
  RMKNOD(19, Names9.Rmknod::decode),
  TRENAME(20, Names9.Trename::decode),
  RRENAME(21, Names9.Rrename::decode),
  TREADLINK(22, Names9.Treadlink::decode),
  RREADLINK(23, Names9.Rreadlink::decode),
  TGETATTR(24, Attributes9.Tgetattr::decode),
  RGETATTR(25, Attributes9.Rgetattr::decode),
  TSETATTR(26, Attributes9.Tsetattr::decode),
  RSETATTR(27, Attributes9.Rsetattr::decode),
  TXATTRWALK(30, Xattr9.Txattrwalk::decode),
  RXATTRWALK(31, Xattr9.Rxattrwalk::decode),
  TXATTRCREATE(32, Xattr9.Txattrcreate::decode),
  RXATTRCREATE(33, Xattr9.Rxattrcreate::decode),
  TREADDIR(40, Data9.Treaddir::decode),
  RREADDIR(41, Data9.Rreaddir::decode),
  TFSYNC(50, Data9.Tfsync::decode),
  RFSYNC(51, Data9.Rfsync::decode),
  TLOCK(52, Lock9.Tlock::decode),
  RLOCK(53, Lock9.Rlock::decode),
  TGETLOCK(54, Lock9.Tgetlock::decode),
  RGETLOCK(55, Lock9.Rgetlock::decode),
  TLINK(70, Names9.Tlink::decode),
  RLINK(71, Names9.Rlink::decode),
  TMKDIR(72, Names9.Tmkdir::decode),
  RMKDIR(73, Names9.Rmkdir::decode),
  TRENAMEAT(74, Names9.Trenameat::decode),
  RRENAMEAT(75, Names9.Rrenameat::decode),
  TUNLINKAT(76, Names9.Tunlinkat::decode),
  RUNLINKAT(77, Names9.Runlinkat::decode),
  TVERSION(100, Session9.Tversion::decode),
  RVERSION(101, Session9.Rversion::decode),
  TAUTH(102, Session9.Tauth::decode),
  RAUTH(103, Session9.Rauth::decode),
  TATTACH(104, Session9.Tattach::decode),
  RATTACH(105, Session9.Rattach::decode),
  RERROR(107, Session9.Rerror::decode),
  TFLUSH(108, Session9.Tflush::decode),
  RFLUSH(109, Session9.Rflush::decode),
  TWALK(110, Walk9.Twalk::decode),
  RWALK(111, Walk9.Rwalk::decode),
  TOPEN(112, Open9.Topen::decode),
  ROPEN(113, Open9.Ropen::decode),
  TCREATE(114, Open9.Tcreate::decode),
  RCREATE(115, Open9.Rcreate::decode),
  TREAD(116, Data9.Tread::decode),
  RREAD(117, Data9.Rread::decode),
  TWRITE(118, Data9.Twrite::decode),
  RWRITE(119, Data9.Rwrite::decode),
  TCLUNK(120, Session9.Tclunk::decode),
  RCLUNK(121, Session9.Rclunk::decode),
  TREMOVE(122, Session9.Tremove::decode),
  RREMOVE(123, Session9.Rremove::decode),
  TSTAT(124, Stat9.Tstat::decode),
  RSTAT(125, Stat9.Rstat::decode),
  TWSTAT(126, Stat9.Twstat::decode),
  RWSTAT(127, Stat9.Rwstat::decode);

  private static final @Nullable MessageType[] BY_NUMBER = new MessageType[256];

  static {
    for (MessageType each : values()) {
      BY_NUMBER[each.number] = each;
    }
  }

  private final int number;
  private final Decoder decoder;

  @FunctionalInterface
  private interface Decoder {
    Message decode(NinepReader reader, Dialect dialect) throws WireException;
  }

  MessageType(int number, Decoder decoder) {
    this.number = number;
    this.decoder = decoder;
  }

  public int number() {
    return number;
  }

  /// Whether clients send it.
  public boolean isRequest() {
    return name().charAt(0) == 'T';
  }

  /// The message with this number, 0 to 255; null when there is none.
  public static @Nullable MessageType of(int number) {
    return BY_NUMBER[number];
  }

  /// Reads the body, what follows the tag, all of it.
  ///
  /// @throws WireException also when something is left over
  public Message decode(NinepReader reader, Dialect dialect) throws WireException {
    Message message = decoder.decode(reader, dialect);
    reader.end();
    return message;
  }

  /// As the manual calls it: `Twalk`.
  public String text() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }
}
