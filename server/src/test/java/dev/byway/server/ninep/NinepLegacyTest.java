package dev.byway.server.ninep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.Errno;
import dev.byway.server.NfsServer;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.Squash;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.wire.ninep.Data9;
import dev.byway.wire.ninep.Dialect;
import dev.byway.wire.ninep.Ninep;
import dev.byway.wire.ninep.NinepReader;
import dev.byway.wire.ninep.Open9;
import dev.byway.wire.ninep.Qid;
import dev.byway.wire.ninep.Session9;
import dev.byway.wire.ninep.Stat;
import dev.byway.wire.ninep.Stat9;
import dev.byway.wire.ninep.Walk9;
import dev.byway.wire.xdr.XdrString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// 9P2000 and 9P2000.u.
class NinepLegacyTest {
  private static final XdrString NONE = XdrString.EMPTY;
  private NfsServer server;
  private InetSocketAddress address;

  @BeforeEach
  void start() throws Exception {
    server =
        NfsServer.builder()
            .export("/", new MemoryVfs(), ClientRule.DEFAULT.withSquash(Squash.NONE))
            .listen9p(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .start();
    address = server.addresses9p().getFirst();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Open9.Tcreate create(int fid, String name, int perm, String extension) {
    return new Open9.Tcreate(fid, XdrString.of(name), perm, Ninep.ORDWR, XdrString.of(extension));
  }

  private static Stat stat(Talk talk, int fid) throws Exception {
    return ((Stat9.Rstat) talk.call(new Stat9.Tstat(fid))).stat();
  }

  private static Stat touching(XdrString name, int mode, long length) {
    return new Stat(
        0xffff,
        -1,
        new Qid(0xff, -1, -1),
        mode,
        -1,
        -1,
        length,
        name,
        NONE,
        NONE,
        NONE,
        NONE,
        -1,
        -1,
        -1);
  }

  @Test
  void directoryIsReadInWholeEntries() throws Exception {
    try (Talk talk = Talk.attached(address, Dialect.LEGACY)) {
      for (int i = 0; i < 50; i++) {
        talk.walk(0, 1);
        talk.call(create(1, "file" + i, 0644, ""));
        talk.clunk(1);
      }
      talk.walk(0, 1);
      talk.call(new Open9.Topen(1, Ninep.OREAD));
      List<String> names = new ArrayList<>();
      long offset = 0;
      while (true) {
        ByteBuffer data = ((Data9.Rread) talk.call(new Data9.Tread(1, offset, 400))).data();
        if (!data.hasRemaining()) {
          break;
        }
        offset += data.remaining();
        NinepReader reader = new NinepReader(data);
        while (reader.remaining() > 0) {
          names.add(Stat.decodeEntry(reader, Dialect.LEGACY).name().toString());
        }
      }
      assertThat(names).hasSize(50).doesNotHaveDuplicates().contains("file0", "file49");
      assertThat(talk.call(1, new Data9.Tread(1, 77, 400)).message())
          .isInstanceOf(Session9.Rerror.class);
    }
  }

  @Test
  void errorsAreTexts() throws Exception {
    try (Talk talk = Talk.attached(address, Dialect.LEGACY)) {
      var error = (Session9.Rerror) talk.call(1, new Session9.Tclunk(9)).message();
      assertThat(error.ename()).hasToString("Bad file descriptor");
    }
    try (Talk talk = Talk.attached(address, Dialect.U)) {
      assertThat(talk.failure(new Session9.Tclunk(9))).isEqualTo(Errno.EBADF);
    }
  }

  @Test
  void unixFilesOfAllKindsAreMade() throws Exception {
    try (Talk talk = Talk.attached(address, Dialect.U)) {
      talk.walk(0, 1);
      talk.call(create(1, "dir", Ninep.DMDIR | 0755, ""));
      assertThat(stat(talk, 1).mode()).isEqualTo(Ninep.DMDIR | 0755);
      talk.walk(0, 2);
      talk.call(create(2, "link", Ninep.DMSYMLINK | 0777, "the/target"));
      assertThat(stat(talk, 2).extension()).hasToString("the/target");
      talk.walk(0, 3);
      talk.call(create(3, "dev", Ninep.DMDEVICE | 0600, "c 5 1"));
      assertThat(stat(talk, 3).extension()).hasToString("c 5 1");
      talk.walk(0, 4);
      talk.call(create(4, "pipe", Ninep.DMNAMEDPIPE | 0600, ""));
      talk.walk(0, 5);
      talk.call(create(5, "file", 0644, ""));
      talk.walk(0, 6);
      talk.call(create(6, "hard", Ninep.DMLINK, "5"));
      assertThat(stat(talk, 6).qid()).isEqualTo(stat(talk, 5).qid());
      assertThat(stat(talk, 5).nUid()).isZero();
    }
  }

  @Test
  void wstatChangesWhatIsNotAllOnes() throws Exception {
    try (Talk talk = Talk.attached(address, Dialect.LEGACY)) {
      talk.walk(0, 1);
      talk.call(create(1, "f", 0644, ""));
      talk.write(1, 0, "content");
      talk.call(new Stat9.Twstat(1, touching(XdrString.of("g"), 0600, 3)));
      Stat stat = stat(talk, 1);
      assertThat(stat.name()).hasToString("g");
      assertThat(stat.mode()).isEqualTo(0600);
      assertThat(stat.length()).isEqualTo(3);
      talk.call(new Stat9.Twstat(1, touching(NONE, -1, -1)));
      talk.walk(0, 2);
      talk.call(create(2, "h", 0644, ""));
      assertThat(talk.call(1, new Stat9.Twstat(2, touching(XdrString.of("g"), -1, -1))).message())
          .isInstanceOf(Session9.Rerror.class);
    }
  }

  @Test
  void fileGoesWithTheFidThatWantsIt() throws Exception {
    try (Talk talk = Talk.attached(address, Dialect.LEGACY)) {
      talk.walk(0, 1);
      talk.call(new Open9.Tcreate(1, XdrString.of("f"), 0644, Ninep.ORDWR | Ninep.ORCLOSE, NONE));
      assertThat(talk.walk(0, 2, "f")).isEqualTo(1);
      talk.clunk(1);
      assertThat(stat(talk, 0).name()).hasToString("/");
      assertThat(talk.call(1, new Walk9.Twalk(0, 3, List.of(XdrString.of("f")))).message())
          .isInstanceOf(Session9.Rerror.class);
    }
  }
}
