package dev.byway.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.byway.base.ErrnoException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixSocketTest {
  @TempDir Path folder;

  private UnixSocket listener;
  private UnixSocket client;
  private UnixSocket server;

  @BeforeEach
  void connectBothEnds() throws Exception {
    Path path = folder.resolve("s");
    listener = UnixSocket.listen(path, 8);
    client = UnixSocket.connect(path);
    server = listener.accept();
  }

  @AfterEach
  void closeAll() {
    client.close();
    server.close();
    listener.close();
  }

  @Test
  void messagesKeepTheirBounds() throws Exception {
    client.send(ByteBuffer.wrap("one".getBytes()), -1);
    client.send(ByteBuffer.wrap("three".getBytes()), -1);
    ByteBuffer buffer = ByteBuffer.allocate(100);
    assertThat(server.receive(buffer)).isEqualTo(new UnixSocket.Received(3, -1));
    assertThat(server.receive(buffer)).isEqualTo(new UnixSocket.Received(5, -1));
    assertThat(new String(buffer.array(), 0, 8)).isEqualTo("onethree");
  }

  @Test
  void aDescriptorArrivesAsTheSameFile() throws Exception {
    int fd = SharedMemory.create("test", 4096);
    SharedMemory.map(fd, 4096).set(JAVA_INT, 0, 42);
    server.send(ByteBuffer.wrap(new byte[1]), fd);
    UnixSocket.closeFd(fd);
    int received = client.receive(ByteBuffer.allocate(10)).fd();
    assertThat(SharedMemory.map(received, 4096).get(JAVA_INT, 0)).isEqualTo(42);
    assertThat(isCloseOnExec(received)).isTrue();
    UnixSocket.closeFd(received);
  }

  @Test
  void surplusDescriptorsDoNotStayOpen() throws Exception {
    int fd = SharedMemory.create("test", 4096);
    long before = openDescriptors();
    sendManyDescriptors(fd, 20);
    UnixSocket.Received received = server.receive(ByteBuffer.allocate(10));
    assertThat(received.length()).isEqualTo(1);
    UnixSocket.closeFd(received.fd());
    assertThat(openDescriptors()).isEqualTo(before);
    UnixSocket.closeFd(fd);
  }

  @Test
  void aMessageTooLongIsAnErrorAndItsDescriptorIsClosed() throws Exception {
    int fd = SharedMemory.create("test", 4096);
    long before = openDescriptors();
    client.send(ByteBuffer.wrap(new byte[100]), fd);
    assertThatThrownBy(() -> server.receive(ByteBuffer.allocate(10)))
        .hasMessageContaining("EMSGSIZE");
    assertThat(openDescriptors()).isEqualTo(before);
    UnixSocket.closeFd(fd);
  }

  @Test
  void aPeerThatClosedIsTheEnd() throws Exception {
    client.close();
    assertThat(server.receive(ByteBuffer.allocate(10)).length()).isEqualTo(-1);
    assertThatThrownBy(() -> server.send(ByteBuffer.wrap(new byte[1]), -1))
        .hasMessageContaining("EPIPE");
  }

  @Test
  void closeWakesAReceiverAndAnAccepter() throws Exception {
    var received =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return server.receive(ByteBuffer.allocate(10)).length();
              } catch (ErrnoException e) {
                return -1;
              }
            });
    var accepted =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                listener.accept().close();
                return "accepted";
              } catch (ErrnoException e) {
                return "refused";
              }
            });
    server.close();
    listener.close();
    assertThat(received.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
    assertThat(accepted.get(10, TimeUnit.SECONDS)).isEqualTo("refused");
  }

  @Test
  void theKernelSaysWhoThePeerIs() throws Exception {
    PeerCredentials peer = server.peer();
    assertThat(peer.pid()).isEqualTo((int) ProcessHandle.current().pid());
    PeerRights rights = PeerRights.of(server);
    assertThat(rights.known()).isTrue();
    assertThat(rights.credentials()).isEqualTo(peer);
    assertThat(rights.namespace().own()).isTrue();
    assertThat(rights.overrides(12345, 12345)).isEqualTo(peer.uid() == 0 || rights.capable());
  }

  @Test
  void aDeadListenerRefuses() {
    Path path = folder.resolve("s");
    listener.close();
    assertThatThrownBy(() -> UnixSocket.connect(path)).hasMessageContaining("ECONNREFUSED");
    assertThatThrownBy(() -> UnixSocket.connect(folder.resolve("x".repeat(108))))
        .hasMessageContaining("ENAMETOOLONG");
  }

  @Test
  void memoryThatIsNotSealedIsRefused() throws Exception {
    int fd = SharedMemory.create("test", 4096);
    assertThatThrownBy(() -> SharedMemory.map(fd, 8192)).hasMessageContaining("EPROTO");
    UnixSocket.closeFd(fd);
    try (Arena arena = Arena.ofConfined()) {
      int loose = SharedMemory.memfdCreate(arena.allocateFrom("loose"), 0);
      FileIo.ftruncate(loose, 4096);
      assertThatThrownBy(() -> SharedMemory.map(loose, 4096)).hasMessageContaining("EPROTO");
      UnixSocket.closeFd(loose);
    }
  }

  private void sendManyDescriptors(int fd, int count) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment header = arena.allocate(56, 8);
      MemorySegment iovec = arena.allocate(16, 8);
      MemorySegment control = arena.allocate(16 + 4L * count, 8);
      iovec.set(ADDRESS, 0, arena.allocate(1));
      iovec.set(JAVA_LONG, 8, 1);
      header.set(ADDRESS, 16, iovec);
      header.set(JAVA_LONG, 24, 1);
      header.set(ADDRESS, 32, control);
      header.set(JAVA_LONG, 40, control.byteSize());
      control.set(JAVA_LONG, 0, control.byteSize());
      control.set(JAVA_INT, 8, 1);
      control.set(JAVA_INT, 12, 1);
      for (int i = 0; i < count; i++) {
        control.set(JAVA_INT, 16 + 4L * i, fd);
      }
      SocketCalls.sendmsg(clientFd(), header, 0);
    }
  }

  private int clientFd() {
    try {
      var field = UnixSocket.class.getDeclaredField("fd");
      field.setAccessible(true);
      return ((Fd) field.get(client)).number();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isCloseOnExec(int fd) throws ErrnoException {
    return Syscall.call(Abi.FCNTL, fd, 1, 0) == 1;
  }

  private static long openDescriptors() throws Exception {
    try (var fds = Files.list(Path.of("/proc/self/fd"))) {
      return fds.count();
    }
  }
}
