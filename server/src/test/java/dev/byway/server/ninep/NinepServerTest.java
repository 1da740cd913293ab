package dev.byway.server.ninep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.base.Errno;
import dev.byway.server.NfsServer;
import dev.byway.server.export.ClientRule;
import dev.byway.server.export.ExportSpec;
import dev.byway.server.export.Squash;
import dev.byway.vfs.memory.MemoryVfs;
import dev.byway.wire.ninep.Attributes9;
import dev.byway.wire.ninep.Data9;
import dev.byway.wire.ninep.Dialect;
import dev.byway.wire.ninep.Dirent9;
import dev.byway.wire.ninep.Names9;
import dev.byway.wire.ninep.Ninep;
import dev.byway.wire.ninep.Open9;
import dev.byway.wire.ninep.Session9;
import dev.byway.wire.ninep.Walk9;
import dev.byway.wire.ninep.Xattr9;
import dev.byway.wire.xdr.XdrString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What Linux's client, and others, count on.
class NinepServerTest {
  private static final ClientRule ROOT = ClientRule.DEFAULT.withSquash(Squash.NONE);

  private NfsServer server;
  private InetSocketAddress address;
  private Talk talk;

  @BeforeEach
  void start() throws Exception {
    server =
        NfsServer.builder()
            .export("/a", new MemoryVfs(), ROOT)
            .export("/a/ro", new MemoryVfs(), ROOT.withReadOnly(true))
            .export("/squashed", new MemoryVfs())
            .listen9p(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .start();
    address = server.addresses9p().getFirst();
    talk = new Talk(address);
    talk.version(Dialect.L);
    talk.attach(0, "/a", 0);
  }

  @AfterEach
  void stop() throws Exception {
    talk.close();
    server.close();
  }

  @Test
  void onlyNinepIsServedWhereOnlyThatWasAskedFor() {
    assertThat(server.addresses()).isEmpty();
  }

  @Test
  void versionOffersNoMoreThanWasAskedFor() throws Exception {
    try (Talk other = new Talk(address)) {
      var much = new Session9.Tversion(-1, XdrString.of("9P2000.L"));
      var answer = (Session9.Rversion) other.call(Ninep.NOTAG, much).message();
      assertThat(answer.msize()).isEqualTo(Versions.MAX_MSIZE);
      assertThat(answer.version()).hasToString("9P2000.L");
    }
    try (Talk other = new Talk(address)) {
      var odd = new Session9.Tversion(8192, XdrString.of("9P1999"));
      var answer = (Session9.Rversion) other.call(Ninep.NOTAG, odd).message();
      assertThat(answer.version()).hasToString("unknown");
    }
  }

  @Test
  void nothingIsSaidBeforeTheVersion() throws Exception {
    try (Talk other = new Talk(address)) {
      other.send(1, new Session9.Tclunk(0));
      assertThat(other.isClosed()).isTrue();
    }
  }

  @Test
  void messageLongerThanMsizeEndsTheConnection() throws Exception {
    talk.sendRaw(new byte[] {0, 0, 2, 0, 120, 1, 0, 0, 0, 0, 0});
    talk.sendRaw(new byte[1 << 17]);
    assertThat(talk.isClosed()).isTrue();
  }

  @Test
  void versionEndsTheSessionBefore() throws Exception {
    talk.create(1, "kept");
    talk.version(Dialect.L);
    assertThat(talk.failure(new Session9.Tclunk(1))).isEqualTo(Errno.EBADF);
    talk.attach(1, "/a", 0);
    assertThat(talk.walk(1, 2, "kept")).isEqualTo(1);
  }

  @Test
  void noAuthenticationIsOffered() throws Exception {
    var auth = new Session9.Tauth(5, XdrString.of("root"), XdrString.of("/a"), 0);
    assertThat(talk.failure(auth)).isEqualTo(Errno.ENOENT);
  }

  @Test
  void innermostExportHolds() throws Exception {
    talk.attach(5, "/a/ro", 0);
    var mkdir = new Names9.Tmkdir(5, XdrString.of("d"), 0755, 0);
    assertThat(talk.failure(mkdir)).isEqualTo(Errno.EROFS);
    var nowhere = new Session9.Tattach(6, Ninep.NOFID, XdrString.EMPTY, XdrString.of("/no"), 0);
    assertThat(talk.failure(nowhere)).isEqualTo(Errno.ENOENT);
  }

  @Test
  void rootIsSquashedAsForNfs() throws Exception {
    talk.attach(5, "/squashed", 0);
    var mkdir = new Names9.Tmkdir(5, XdrString.of("d"), 0755, 0);
    assertThat(talk.failure(mkdir)).isEqualTo(Errno.EACCES);
  }

  @Test
  void userMayComeAsNumbersWithGroups() throws Exception {
    talk.call(new Names9.Tmkdir(0, XdrString.of("open"), 0777, 0));
    XdrString user = XdrString.of("1234:77,88");
    talk.call(new Session9.Tattach(5, Ninep.NOFID, user, XdrString.of("/a/open"), Ninep.NONUNAME));
    talk.call(new Names9.Tmkdir(5, XdrString.of("d"), 0700, -1));
    talk.walk(5, 6, "d");
    assertThat(talk.getattr(6).uid()).isEqualTo(1234);
    assertThat(talk.getattr(6).gid()).isEqualTo(77);
  }

  @Test
  void groupOfWhatIsMadeComesWithTheCall() throws Exception {
    talk.call(new Names9.Tmkdir(0, XdrString.of("d"), 0755, 4711));
    talk.walk(0, 1, "d");
    assertThat(talk.getattr(1).gid()).isEqualTo(4711);
  }

  @Test
  void nobodyClimbsOutOfTheTree() throws Exception {
    talk.call(new Names9.Tmkdir(0, XdrString.of("d"), 0755, 0));
    talk.attach(5, "/a/d", 0);
    assertThat(talk.walk(5, 6, "..", "..", "..")).isEqualTo(3);
    assertThat(talk.getattr(6).qid()).isEqualTo(talk.getattr(5).qid());
    var slash = new Walk9.Twalk(0, 7, List.of(XdrString.of("d/..")));
    assertThat(talk.failure(slash)).isEqualTo(Errno.EINVAL);
  }

  @Test
  void walkThatEndsEarlyMakesNoFidAndLeavesTheConnection() throws Exception {
    talk.call(new Names9.Tmkdir(0, XdrString.of("d"), 0755, 0));
    assertThat(talk.walk(0, 1, "d", "missing", "x")).isEqualTo(1);
    // Linux clunks it all the same.
    assertThat(talk.failure(new Session9.Tclunk(1))).isEqualTo(Errno.EBADF);
    var nothing = new Walk9.Twalk(0, 1, List.of(XdrString.of("missing")));
    assertThat(talk.failure(nothing)).isEqualTo(Errno.ENOENT);
    assertThat(talk.walk(0, 1, "d")).isEqualTo(1);
  }

  @Test
  void numberOfAFidIsNotGivenTwice() throws Exception {
    talk.walk(0, 1);
    assertThat(talk.failure(new Walk9.Twalk(0, 1, List.of()))).isEqualTo(Errno.EBADF);
    var again = new Session9.Tattach(1, Ninep.NOFID, XdrString.EMPTY, XdrString.of("/a"), 0);
    assertThat(talk.failure(again)).isEqualTo(Errno.EBADF);
  }

  @Test
  void fileIsReadAndWritten() throws Exception {
    talk.create(1, "f");
    assertThat(talk.write(1, 0, "hello")).isEqualTo(5);
    assertThat(talk.read(1, 1, 100)).isEqualTo("ello");
    assertThat(talk.read(1, 5, 100)).isEmpty();
    assertThat(talk.getattr(1).size()).isEqualTo(5);
    talk.call(new Data9.Tfsync(1, 0));
    talk.clunk(1);
    assertThat(talk.failure(new Data9.Tread(1, 0, 1))).isEqualTo(Errno.EBADF);
  }

  @Test
  void answerIsNeverLongerThanMsize() throws Exception {
    talk.create(1, "f");
    for (int i = 0; i < 4; i++) {
      talk.write(1, i * 30_000L, "x".repeat(30_000));
    }
    assertThat(talk.read(1, 0, -1)).hasSize(Talk.MSIZE - 11);
  }

  @Test
  void appendedDataGoesToTheEnd() throws Exception {
    talk.create(1, "f");
    talk.write(1, 0, "one");
    talk.walk(0, 2, "f");
    talk.call(new Open9.Tlopen(2, Ninep.P9_DOTL_WRONLY | Ninep.P9_DOTL_APPEND));
    talk.write(2, 0, "two");
    assertThat(talk.read(1, 0, 100)).isEqualTo("onetwo");
  }

  @Test
  void openWithTruncEmptiesTheFile() throws Exception {
    talk.create(1, "f");
    talk.write(1, 0, "data");
    talk.walk(0, 2, "f");
    talk.call(new Open9.Tlopen(2, Ninep.P9_DOTL_WRONLY | Ninep.P9_DOTL_TRUNC));
    assertThat(talk.getattr(1).size()).isZero();
  }

  @Test
  void openFileWorksOnWithoutAName() throws Exception {
    talk.create(1, "f");
    talk.write(1, 0, "data");
    talk.walk(0, 2, "f");
    talk.call(new Names9.Tunlinkat(0, XdrString.of("f"), 0));
    assertThat(talk.getattr(1).nlink()).isZero();
    assertThat(talk.getattr(2).nlink()).isZero();
    int size = Ninep.P9_SETATTR_SIZE;
    talk.call(new Attributes9.Tsetattr(1, size, 0, 0, 0, 2, 0, 0, 0, 0));
    assertThat(talk.read(1, 0, 100)).isEqualTo("da");
  }

  @Test
  void openDirectoryIsRemovedByUnlinkat() throws Exception {
    talk.call(new Names9.Tmkdir(0, XdrString.of("d"), 0755, 0));
    talk.walk(0, 1, "d");
    talk.call(new Open9.Tlopen(1, Ninep.P9_DOTL_DIRECTORY));
    talk.walk(0, 2);
    talk.call(new Open9.Tlopen(2, Ninep.P9_DOTL_DIRECTORY));
    talk.call(new Names9.Tunlinkat(2, XdrString.of("d"), Ninep.P9_DOTL_AT_REMOVEDIR));
    assertThat(talk.list(2, 4096)).extracting(e -> e.name().toString()).containsExactly(".", "..");
  }

  @Test
  void fidIsGoneAfterARemoveThatFails() throws Exception {
    talk.call(new Names9.Tmkdir(0, XdrString.of("d"), 0755, 0));
    talk.walk(0, 1, "d");
    talk.call(new Names9.Tmkdir(1, XdrString.of("sub"), 0755, 0));
    assertThat(talk.failure(new Session9.Tremove(1))).isEqualTo(Errno.ENOTEMPTY);
    assertThat(talk.failure(new Session9.Tclunk(1))).isEqualTo(Errno.EBADF);
  }

  @Test
  void removeTakesNoOtherFileThatHasTheName() throws Exception {
    talk.create(1, "f");
    talk.walk(0, 2, "f");
    talk.call(new Names9.Trenameat(0, XdrString.of("f"), 0, XdrString.of("g")));
    talk.create(3, "f");
    assertThat(talk.failure(new Session9.Tremove(2))).isEqualTo(Errno.ENOENT);
    assertThat(talk.walk(0, 4, "f")).isEqualTo(1);
  }

  @Test
  void renameOfAFidFollowsItsName() throws Exception {
    talk.create(1, "f");
    talk.walk(0, 2, "f");
    talk.call(new Names9.Trename(2, 0, XdrString.of("g")));
    talk.call(new Names9.Trename(2, 0, XdrString.of("h")));
    assertThat(talk.walk(0, 3, "h")).isEqualTo(1);
  }

  @Test
  void listingGoesOnFromAnyOffset() throws Exception {
    Set<String> names = new HashSet<>(Set.of(".", ".."));
    for (int i = 0; i < 300; i++) {
      talk.call(new Names9.Tmkdir(0, XdrString.of("entry-" + i), 0755, 0));
      names.add("entry-" + i);
    }
    talk.walk(0, 1);
    talk.call(new Open9.Tlopen(1, Ninep.P9_DOTL_RDONLY));
    List<Dirent9> entries = talk.list(1, 500);
    assertThat(entries).extracting(e -> e.name().toString()).hasSameElementsAs(names);
    assertThat(entries).hasSize(names.size());
    assertThat(entries).allMatch(e -> e.type() == 4 && e.qid().type() == Ninep.QTDIR);
    assertThat(talk.failure(new Data9.Treaddir(1, 0, 10))).isEqualTo(Errno.EINVAL);
  }

  @Test
  void qidIsTheSameForOneFileAndNeverOfVersionZero() throws Exception {
    talk.create(1, "f");
    var before = talk.getattr(1).qid();
    talk.write(1, 0, "data");
    assertThat(talk.getattr(1).qid()).isEqualTo(before);
    assertThat(before.version()).isNotZero();
  }

  @Test
  void attributeIsSetWhenItsFidIsClunked() throws Exception {
    talk.create(1, "f");
    talk.walk(0, 2, "f");
    talk.call(new Xattr9.Txattrcreate(2, XdrString.of("user.a"), 5, 0));
    talk.write(2, 0, "va");
    talk.write(2, 2, "lue");
    assertThat(talk.failure(new Xattr9.Txattrwalk(1, 9, XdrString.of("user.a"))))
        .isEqualTo(Errno.ENODATA);
    talk.clunk(2);
    var found = (Xattr9.Rxattrwalk) talk.call(new Xattr9.Txattrwalk(1, 3, XdrString.of("user.a")));
    assertThat(found.size()).isEqualTo(5);
    assertThat(talk.read(3, 0, 100)).isEqualTo("value");
    talk.call(new Xattr9.Txattrwalk(1, 4, XdrString.EMPTY));
    assertThat(talk.read(4, 0, 100)).isEqualTo("user.a\0");
    talk.walk(0, 5, "f");
    talk.call(new Xattr9.Txattrcreate(5, XdrString.of("user.a"), 0, 2));
    talk.clunk(5);
    assertThat(talk.failure(new Xattr9.Txattrwalk(1, 9, XdrString.of("user.a"))))
        .isEqualTo(Errno.ENODATA);
  }

  @Test
  void capabilitiesOfFilesAreNotThere() throws Exception {
    talk.create(1, "f");
    var asked = new Xattr9.Txattrwalk(1, 2, XdrString.of("security.capability"));
    assertThat(talk.failure(asked)).isEqualTo(Errno.ENODATA);
    assertThat(talk.failure(new Session9.Tclunk(2))).isEqualTo(Errno.EBADF);
  }

  @Test
  void whatIsNotKnownIsNotSupported() throws Exception {
    talk.sendRaw(new byte[] {7, 0, 0, 0, 44, 9, 0});
    assertThat(talk.receive()).isEqualTo(new Talk.Answer(9, new Session9.Rlerror(95)));
    talk.sendRaw(new byte[] {8, 0, 0, 0, 110, 9, 0, 0});
    assertThat(talk.receive()).isEqualTo(new Talk.Answer(9, new Session9.Rlerror(22)));
    assertThat(talk.failure(new Open9.Topen(0, 0))).isEqualTo(Errno.ENOTSUP);
  }

  @Test
  void fidsAreBounded() throws Exception {
    for (int i = 1; i < Session.MAX_FIDS; i++) {
      talk.send(1, new Walk9.Twalk(0, i, Collections.emptyList()));
      if (i % 1000 == 0 || i == Session.MAX_FIDS - 1) {
        for (int got = i % 1000 == 0 ? 1000 : i % 1000; got > 0; got--) {
          assertThat(talk.receive().message()).isInstanceOf(Walk9.Rwalk.class);
        }
      }
    }
    assertThat(talk.failure(new Walk9.Twalk(0, 99_999, List.of()))).isEqualTo(Errno.EMFILE);
    talk.clunk(7);
    talk.walk(0, 99_999);
  }

  @Test
  void withdrawnExportIsStale() throws Exception {
    talk.create(1, "f");
    server.reload(List.of());
    assertThat(talk.failure(new Attributes9.Tgetattr(0, 0))).isEqualTo(Errno.ESTALE);
    assertThat(talk.failure(new Data9.Twrite(1, 0, ByteBuffer.allocate(1))))
        .isEqualTo(Errno.ESTALE);
    server.reload(List.of(ExportSpec.of("/a", "embedded:/a")));
  }
}
