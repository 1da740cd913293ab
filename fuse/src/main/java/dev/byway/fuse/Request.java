package dev.byway.fuse;

import dev.byway.base.ErrnoException;
import dev.byway.linux.FuseDevice;
import dev.byway.vfs.Caller;
import dev.byway.vfs.Name;
import dev.byway.wire.WireException;
import dev.byway.wire.fuse.FuseInHeader;
import dev.byway.wire.fuse.FuseOutHeader;
import dev.byway.wire.fuse.FuseReader;
import dev.byway.wire.fuse.FuseWriter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// A reader's memory: the request that it works on and, in the same buffer, the reply. Long
/// requests (WRITE) have short replies and the other way round, so the reply may be written over
/// the end of a request that has been used.
///
/// ```
/// 0                      REPLY                DATA = a page
/// | header, arguments    | fuse_out_header    | data of a READ; of a WRITE, the tail of its data
/// ```
final class Request {
  private static final int PAGE = 4096;

  /// Where the reply's data begins: on a page, so that direct I/O of the room can go there.
  private static final int DATA = 2 * PAGE;

  private static final int REPLY = DATA - FuseOutHeader.SIZE;

  private static final int NAME_MAX = 4095;

  private final FuseDevice device;

  /// All of it, and the part where the reply is.
  final MemorySegment memory;

  private final MemorySegment replyMemory;
  private final ByteBuffer in;
  private final ByteBuffer out;
  final FuseReader reader;
  final FuseWriter writer;

  FuseInHeader header = new FuseInHeader(0, 0, 0, 0, 0, 0, 0, 0);
  Caller caller = Caller.ROOT;

  /// False for the few requests that the kernel wants no reply to.
  boolean replies;

  /// What the kernel must be told of for it to be forgotten or released: given back if the reply
  /// does not reach it.
  @Nullable FuseNode lookedUp;

  long opened;

  /// @param device where it is read from, and answered
  /// @param maxData most bytes of data in a request or a reply
  Request(FuseDevice device, int maxData) {
    this.device = device;
    memory = Arena.ofAuto().allocate(DATA + (long) maxData + PAGE, PAGE);
    replyMemory = memory.asSlice(REPLY);
    in = memory.asByteBuffer().order(ByteOrder.nativeOrder());
    out = in.duplicate().order(ByteOrder.nativeOrder());
    reader = new FuseReader(in);
    writer = new FuseWriter(out);
  }

  FuseDevice device() {
    return device;
  }

  /// A request of this length is in the memory.
  void arrived(int length) throws WireException {
    replies = true;
    lookedUp = null;
    opened = -1;
    in.clear().limit(length);
    out.clear().position(DATA);
    header = FuseInHeader.decode(reader);
    if (header.len() != length) {
      throw new WireException("a request of " + length + " bytes says " + header.len());
    }
    in.limit(length - header.extensionWords() * Long.BYTES);
  }

  Name name() throws WireException, ErrnoException {
    return Name.of(reader.string(NAME_MAX));
  }

  /// The data of a WRITE, in the request's own memory.
  ByteBuffer payload(int size) throws WireException {
    if (reader.remaining() < size || size < 0) {
      throw new WireException("WRITE of " + size + " bytes has " + reader.remaining());
    }
    in.limit(in.position() + size);
    return in;
  }

  /// Room for data in the reply: its position ends up behind what was put there.
  ///
  /// @param size unsigned; what does not fit is not there
  ByteBuffer replyData(int size) {
    int room = out.capacity() - out.position();
    int count = Integer.compareUnsigned(size, room) < 0 ? size : room;
    return out.limit(out.position() + count);
  }

  /// Most bytes that the reply's data may have, if the kernel asks for `size` of them (unsigned).
  int room(int size) {
    return Integer.compareUnsigned(size, writer.remaining()) < 0 ? size : writer.remaining();
  }

  /// Where the finished reply is.
  MemorySegment reply() {
    return replyMemory;
  }

  /// Puts the header before what the writer wrote.
  ///
  /// @param errno 0, or a Linux errno: then nothing else is sent
  /// @return bytes of the reply
  int finish(int errno) {
    int length = errno == 0 ? out.position() - REPLY : FuseOutHeader.SIZE;
    out.clear().position(REPLY);
    new FuseOutHeader(length, -errno, header.unique()).encode(writer);
    return length;
  }
}
