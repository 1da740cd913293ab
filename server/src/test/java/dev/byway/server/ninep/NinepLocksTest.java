package dev.byway.server.ninep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.server.NfsServer;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Squash;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.wire.ninep.Dialect;
import dev.byway.wire.ninep.Lock9;
import dev.byway.wire.ninep.Message;
import dev.byway.wire.ninep.Ninep;
import dev.byway.wire.ninep.Open9;
import dev.byway.wire.ninep.Session9;
import dev.byway.wire.xdr.XdrString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Locks of byte ranges, and Tflush of those that are waited for.
class NinepLocksTest {
  private static final XdrString HOST = XdrString.of("host");
  private static final int TAG = 40;

  private NfsServer server;
  private Talk one;
  private Talk other;

  @BeforeEach
  void start() throws Exception {
    server =
        NfsServer.builder()
            .export("/", new MemoryVfs(), ClientRule.DEFAULT.withSquash(Squash.NONE))
            .listen9p(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .start();
    InetSocketAddress address = server.addresses9p().getFirst();
    one = Talk.attached(address, Dialect.L);
    one.create(1, "f");
    other = Talk.attached(address, Dialect.L);
    other.walk(0, 1, "f");
    other.call(new Open9.Tlopen(1, Ninep.P9_DOTL_RDWR));
  }

  @AfterEach
  void stop() throws Exception {
    one.close();
    other.close();
    server.close();
  }

  private static Lock9.Tlock lock(int type, int flags) {
    return new Lock9.Tlock(1, type, flags, 0, 0, 7, HOST);
  }

  private static Message status(int status) {
    return new Lock9.Rlock(status);
  }

  @Test
  void lockIsHeldAgainstOtherConnections() throws Exception {
    assertThat(one.call(lock(Ninep.P9_LOCK_TYPE_WRLCK, 0))).isEqualTo(status(0));
    assertThat(other.call(lock(Ninep.P9_LOCK_TYPE_RDLCK, 0)))
        .isEqualTo(status(Ninep.P9_LOCK_BLOCKED));
    // Linux asks with the type UNLCK.
    var held =
        (Lock9.Rgetlock) other.call(new Lock9.Tgetlock(1, Ninep.P9_LOCK_TYPE_UNLCK, 5, 1, 7, HOST));
    assertThat(held.type()).isEqualTo(Ninep.P9_LOCK_TYPE_WRLCK);
    assertThat(held.procId()).isEqualTo(7);
    one.call(lock(Ninep.P9_LOCK_TYPE_UNLCK, 0));
    assertThat(other.call(lock(Ninep.P9_LOCK_TYPE_RDLCK, 0))).isEqualTo(status(0));
  }

  @Test
  void lockThatIsWaitedForIsGrantedWhenItIsFree() throws Exception {
    one.call(lock(Ninep.P9_LOCK_TYPE_WRLCK, 0));
    other.send(TAG, lock(Ninep.P9_LOCK_TYPE_WRLCK, Ninep.P9_LOCK_FLAGS_BLOCK));
    other.getattr(1); // goes past it
    one.call(lock(Ninep.P9_LOCK_TYPE_UNLCK, 0));
    assertThat(other.receive()).isEqualTo(new Talk.Answer(TAG, status(0)));
    assertThat(one.call(lock(Ninep.P9_LOCK_TYPE_RDLCK, 0)))
        .isEqualTo(status(Ninep.P9_LOCK_BLOCKED));
  }

  @Test
  void flushEndsTheWaitWithoutAnAnswer() throws Exception {
    one.call(lock(Ninep.P9_LOCK_TYPE_WRLCK, 0));
    other.send(TAG, lock(Ninep.P9_LOCK_TYPE_WRLCK, Ninep.P9_LOCK_FLAGS_BLOCK));
    other.getattr(1);
    assertThat(other.call(5, new Session9.Tflush(TAG)).message()).isEqualTo(new Session9.Rflush());
    one.call(lock(Ninep.P9_LOCK_TYPE_UNLCK, 0));
    assertThat(one.call(lock(Ninep.P9_LOCK_TYPE_WRLCK, 0))).isEqualTo(status(0));
    // The tag is free again.
    assertThat(other.call(TAG, lock(Ninep.P9_LOCK_TYPE_RDLCK, 0)).message())
        .isEqualTo(status(Ninep.P9_LOCK_BLOCKED));
  }

  @Test
  void flushOfWhatIsAnsweredIsAnsweredToo() throws Exception {
    assertThat(one.call(5, new Session9.Tflush(4711)).message()).isEqualTo(new Session9.Rflush());
  }

  @Test
  void tagOfACallUnderWayIsNotGivenTwice() throws Exception {
    one.call(lock(Ninep.P9_LOCK_TYPE_WRLCK, 0));
    other.send(TAG, lock(Ninep.P9_LOCK_TYPE_WRLCK, Ninep.P9_LOCK_FLAGS_BLOCK));
    other.send(TAG, lock(Ninep.P9_LOCK_TYPE_WRLCK, 0));
    assertThat(other.isClosed()).isTrue();
  }

  @Test
  void locksGoWithTheFidAndWithTheConnection() throws Exception {
    one.call(lock(Ninep.P9_LOCK_TYPE_WRLCK, 0));
    other.send(TAG, lock(Ninep.P9_LOCK_TYPE_WRLCK, Ninep.P9_LOCK_FLAGS_BLOCK));
    one.clunk(1);
    assertThat(other.receive()).isEqualTo(new Talk.Answer(TAG, status(0)));
    one.walk(0, 1, "f");
    one.call(new Open9.Tlopen(1, Ninep.P9_DOTL_RDWR));
    one.send(TAG, lock(Ninep.P9_LOCK_TYPE_WRLCK, Ninep.P9_LOCK_FLAGS_BLOCK));
    other.close();
    assertThat(one.receive()).isEqualTo(new Talk.Answer(TAG, status(0)));
  }
}
