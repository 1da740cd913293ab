package dev.byway.server.ninep;

import dev.byway.base.Errno;
import dev.byway.wire.ninep.Attributes9;
import dev.byway.wire.ninep.Data9;
import dev.byway.wire.ninep.Dialect;
import dev.byway.wire.ninep.Dirent9;
import dev.byway.wire.ninep.Message;
import dev.byway.wire.ninep.MessageType;
import dev.byway.wire.ninep.Ninep;
import dev.byway.wire.ninep.NinepReader;
import dev.byway.wire.ninep.NinepWriter;
import dev.byway.wire.ninep.Open9;
import dev.byway.wire.ninep.Session9;
import dev.byway.wire.ninep.Walk9;
import dev.byway.wire.xdr.XdrString;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// A client for tests: it says exactly what it is told to, and waits for the answer.
final class Talk implements AutoCloseable {
  static final int MSIZE = 1 << 16;
  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket;
  private final DataInputStream in;
  private Dialect dialect = Dialect.L;

  /// An answer with its tag.
  record Answer(int tag, Message message) {}

  Talk(InetSocketAddress address) throws IOException {
    socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
  }

  /// With a session, attached as root at fid 0.
  static Talk attached(InetSocketAddress address, Dialect dialect) throws Exception {
    Talk talk = new Talk(address);
    talk.version(dialect);
    talk.attach(0, "", 0);
    return talk;
  }

  void version(Dialect wanted) throws Exception {
    dialect = wanted;
    var answer =
        (Session9.Rversion)
            call(Ninep.NOTAG, new Session9.Tversion(MSIZE, wanted.version())).message();
    if (!answer.version().equals(wanted.version())) {
      throw new AssertionError(answer);
    }
  }

  void attach(int fid, String aname, int uid) throws Exception {
    call(new Session9.Tattach(fid, Ninep.NOFID, XdrString.of("root"), XdrString.of(aname), uid));
  }

  void send(int tag, Message message) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(MSIZE + 64);
    NinepWriter writer = new NinepWriter(buffer);
    writer.int32(0);
    writer.int8(message.kind().number());
    writer.int16(tag);
    message.encode(writer, dialect);
    int length = buffer.position();
    writer.position(0);
    writer.int32(length);
    socket.getOutputStream().write(buffer.array(), 0, length);
  }

  void sendRaw(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  Answer receive() throws Exception {
    int length = Integer.reverseBytes(in.readInt());
    byte[] bytes = new byte[length - Ninep.SIZE_BYTES];
    in.readFully(bytes);
    NinepReader reader = new NinepReader(ByteBuffer.wrap(bytes));
    MessageType type = Objects.requireNonNull(MessageType.of(reader.uint8()));
    return new Answer(reader.uint16(), type.decode(reader, dialect));
  }

  Answer call(int tag, Message message) throws Exception {
    send(tag, message);
    Answer answer = receive();
    if (answer.tag() != tag) {
      throw new AssertionError("tag " + answer.tag() + " for " + tag);
    }
    return answer;
  }

  /// The answer, which is no error.
  Message call(Message message) throws Exception {
    Message answer = call(1, message).message();
    if (answer instanceof Session9.Rlerror || answer instanceof Session9.Rerror) {
      throw new AssertionError(message + " -> " + answer);
    }
    return answer;
  }

  /// The failure that is the answer.
  Errno failure(Message message) throws Exception {
    Message answer = call(1, message).message();
    int number =
        answer instanceof Session9.Rerror error
            ? error.errno()
            : ((Session9.Rlerror) answer).ecode();
    return Errno.of(number);
  }

  int walk(int fid, int newfid, String... names) throws Exception {
    List<XdrString> texts = Arrays.stream(names).map(XdrString::of).toList();
    return ((Walk9.Rwalk) call(new Walk9.Twalk(fid, newfid, texts))).wqids().size();
  }

  /// Makes a file in the root and has it open as `fid`.
  void create(int fid, String name) throws Exception {
    walk(0, fid);
    int flags = Ninep.P9_DOTL_RDWR | Ninep.P9_DOTL_EXCL;
    call(new Open9.Tlcreate(fid, XdrString.of(name), flags, 0644, 0));
  }

  int write(int fid, long offset, String text) throws Exception {
    ByteBuffer data = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    return ((Data9.Rwrite) call(new Data9.Twrite(fid, offset, data))).count();
  }

  String read(int fid, long offset, int count) throws Exception {
    ByteBuffer data = ((Data9.Rread) call(new Data9.Tread(fid, offset, count))).data();
    return StandardCharsets.UTF_8.decode(data).toString();
  }

  Attributes9.Rgetattr getattr(int fid) throws Exception {
    return (Attributes9.Rgetattr) call(new Attributes9.Tgetattr(fid, Ninep.P9_GETATTR_BASIC));
  }

  void clunk(int fid) throws Exception {
    call(new Session9.Tclunk(fid));
  }

  /// All entries of an open directory, in pieces of so many bytes.
  List<Dirent9> list(int fid, int count) throws Exception {
    List<Dirent9> all = new ArrayList<>();
    while (true) {
      long offset = all.isEmpty() ? 0 : all.getLast().offset();
      var answer = (Data9.Rreaddir) call(new Data9.Treaddir(fid, offset, count));
      if (!answer.data().hasRemaining()) {
        return all;
      }
      NinepReader reader = new NinepReader(answer.data());
      while (reader.remaining() > 0) {
        all.add(Dirent9.decode(reader));
      }
    }
  }

  /// Whether the server has closed the connection.
  boolean isClosed() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
