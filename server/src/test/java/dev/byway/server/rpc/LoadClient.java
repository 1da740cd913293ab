package dev.byway.server.rpc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/// Pipelined reads against [PreadProgram], for measuring by hand: `LoadClient PORT SERVER_PID
/// DEPTH LENGTH SECONDS FILE_BYTES`. One thread, one blocking socket, so it sleeps between
/// replies as most clients do.
final class LoadClient {
  private static final int CALL = 128;

  private final SocketChannel socket;
  private final ByteBuffer out = ByteBuffer.allocateDirect(1 << 16);
  private final ByteBuffer in = ByteBuffer.allocateDirect(4 << 20);
  private final int length;
  private final long blocks;
  private int xid;

  private LoadClient(int port, int length, long fileBytes) throws IOException {
    socket = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    this.length = length;
    this.blocks = fileBytes / length;
  }

  public static void main(String[] args) throws Exception {
    int depth = Integer.parseInt(args[2]);
    long seconds = Long.parseLong(args[4]);
    LoadClient client =
        new LoadClient(
            Integer.parseInt(args[0]), Integer.parseInt(args[3]), Long.parseLong(args[5]));
    client.run(depth, seconds);
    long cpu = cpuMicros(args[1]);
    long begin = System.nanoTime();
    long calls = client.run(depth, seconds);
    double micros = (System.nanoTime() - begin) / 1e3;
    long used = cpuMicros(args[1]) - cpu;
    System.out.printf(
        "depth %d, %d bytes: %.0f calls/s, %.0f MiB/s, server CPU %.2f us/call, %.0f%%%n",
        depth,
        client.length,
        calls / micros * 1e6,
        calls * (double) client.length / micros * 1e6 / (1 << 20),
        used / (double) calls,
        100.0 * used / micros);
  }

  private long run(int depth, long seconds) throws IOException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    long calls = 0;
    int open = depth;
    send(depth);
    in.clear();
    while (open > 0) {
      if (socket.read(in) < 0) {
        throw new IOException("closed");
      }
      int answered = answered();
      calls += answered;
      open -= answered;
      if (System.nanoTime() < end) {
        send(answered);
        open += answered;
      }
    }
    return calls;
  }

  private int answered() {
    in.flip();
    int count = 0;
    while (in.remaining() >= 4) {
      int size = in.getInt(in.position()) & Integer.MAX_VALUE;
      if (in.remaining() < 4 + size) {
        break;
      }
      if (size < length) {
        throw new IllegalStateException("short reply");
      }
      in.position(in.position() + 4 + size);
      count++;
    }
    in.compact();
    return count;
  }

  private void send(int count) throws IOException {
    out.clear();
    for (int i = 0; i < count; i++) {
      int mark = out.position();
      out.putInt(0).putInt(++xid).putInt(0).putInt(2);
      out.putInt(PreadProgram.NUMBER).putInt(1).putInt(1);
      out.putInt(1).putInt(44).putInt(7).putInt(8).putLong(0x6c6f63616c686f73L);
      out.putInt(0).putInt(0).putInt(4).putInt(1).putInt(2).putInt(3).putInt(4);
      out.putInt(0).putInt(0);
      out.putLong(ThreadLocalRandom.current().nextLong(blocks) * length).putInt(length);
      out.putInt(mark, out.position() - mark - 4 | 0x8000_0000);
      if (out.remaining() < CALL) {
        write();
      }
    }
    write();
  }

  private void write() throws IOException {
    out.flip();
    while (out.hasRemaining()) {
      socket.write(out);
    }
    out.clear();
  }

  private static long cpuMicros(String pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", pid, "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10_000;
  }
}
