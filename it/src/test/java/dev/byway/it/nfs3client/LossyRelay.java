package dev.byway.it.nfs3client;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Stands between a client and its server, passes everything on, and when told to swallows a reply
/// and closes the connection instead.
final class LossyRelay implements AutoCloseable {
  private static final int LAST = 0x8000_0000;

  /// What happens when a reply is swallowed.
  @FunctionalInterface
  interface Loss {
    /// @return where the server is from now on
    InetSocketAddress happen() throws IOException;
  }

  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicReference<@Nullable Loss> next = new AtomicReference<>();
  private final AtomicInteger lost = new AtomicInteger();
  private volatile InetSocketAddress server;

  LossyRelay(InetSocketAddress server) throws IOException {
    this.server = server;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  int lost() {
    return lost.get();
  }

  void loseNext(Loss loss) {
    next.set(loss);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket upstream = new Socket();
        upstream.connect(server);
        threads.execute(() -> run(client, upstream, this::calls));
        threads.execute(() -> run(client, upstream, this::replies));
      }
    } catch (IOException closed) {
      // the end
    }
  }

  /// One direction of a connection.
  @FunctionalInterface
  private interface Way {
    void go(Socket client, Socket upstream) throws IOException;
  }

  private static void run(Socket client, Socket upstream, Way way) {
    try (client;
        upstream) {
      way.go(client, upstream);
    } catch (IOException closed) {
      // with its other direction
    }
  }

  private void calls(Socket client, Socket upstream) throws IOException {
    InputStream in = client.getInputStream();
    in.transferTo(upstream.getOutputStream());
  }

  private void replies(Socket client, Socket upstream) throws IOException {
    DataInputStream in = new DataInputStream(upstream.getInputStream());
    OutputStream out = client.getOutputStream();
    while (true) {
      int mark = in.readInt();
      byte[] reply = in.readNBytes(mark & ~LAST);
      Loss loss = next.getAndSet(null);
      if (loss != null) {
        lost.getAndIncrement();
        upstream.close();
        server = loss.happen();
        return;
      }
      out.write(ByteBuffer.allocate(Integer.BYTES + reply.length).putInt(mark).put(reply).array());
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
