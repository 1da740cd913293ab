package dev.byway.wire.ninep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.wire.Golden;
import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrString;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Bytes written down by hand from the manual and the protocol description.
class NinepGoldenTest {
  private static final Qid QID = new Qid(Ninep.QTDIR, 0x01020304, 0x1122334455667788L);
  private static final String QID_HEX = "80 04030201 8877665544332211";

  @Test
  void version() throws Exception {
    both(
        new Session9.Tversion(8192, XdrString.of("9P2000.L")),
        Dialect.L,
        "00200000 0800 3950323030302e4c # 9P2000.L");
  }

  @Test
  void attachHasTheNumberOfTheUserButInPlain9P2000() throws Exception {
    XdrString root = XdrString.of("root");
    var attach = new Session9.Tattach(1, Ninep.NOFID, root, XdrString.of("/a"), 1000);
    both(attach, Dialect.L, "01000000 ffffffff 0400 726f6f74 0200 2f61 e8030000");
    both(
        new Session9.Tattach(1, Ninep.NOFID, root, XdrString.of("/a"), Ninep.NONUNAME),
        Dialect.LEGACY,
        "01000000 ffffffff 0400 726f6f74 0200 2f61");
  }

  @Test
  void errors() throws Exception {
    both(new Session9.Rlerror(2), Dialect.L, "02000000");
    both(new Session9.Rerror(XdrString.of("no"), 2), Dialect.U, "0200 6e6f 02000000");
    both(new Session9.Rerror(XdrString.of("no"), -1), Dialect.LEGACY, "0200 6e6f");
  }

  @Test
  void walk() throws Exception {
    both(
        new Walk9.Twalk(1, 2, List.of(XdrString.of("ab"), XdrString.of("c"))),
        Dialect.L,
        "01000000 02000000 0200 0200 6162 0100 63");
    both(new Walk9.Rwalk(List.of(QID)), Dialect.L, "0100" + QID_HEX);
  }

  @Test
  void opening() throws Exception {
    both(new Open9.Tlopen(3, Ninep.P9_DOTL_RDWR), Dialect.L, "03000000 02000000");
    both(new Open9.Rlopen(QID, 4096), Dialect.L, QID_HEX + "00100000");
    both(
        new Open9.Tlcreate(3, XdrString.of("f"), 0x42, 0644, 7),
        Dialect.L,
        "03000000 0100 66 42000000 a4010000 07000000");
    both(
        new Open9.Tcreate(3, XdrString.of("f"), 0644, 1, XdrString.EMPTY),
        Dialect.LEGACY,
        "03000000 0100 66 a4010000 01");
    both(
        new Open9.Tcreate(3, XdrString.of("f"), 0644, 1, XdrString.of("x")),
        Dialect.U,
        "03000000 0100 66 a4010000 01 0100 78");
  }

  @Test
  void data() throws Exception {
    both(new Data9.Tread(3, 0x100, 4096), Dialect.L, "03000000 0001000000000000 00100000");
    ByteBuffer hi = ByteBuffer.wrap(new byte[] {'h', 'i'});
    both(new Data9.Rread(hi), Dialect.L, "02000000 6869");
    both(new Data9.Twrite(3, 1, hi), Dialect.L, "03000000 0100000000000000 02000000 6869");
  }

  @Test
  void attributes() throws Exception {
    both(
        new Attributes9.Tgetattr(3, Ninep.P9_GETATTR_BASIC),
        Dialect.L,
        "03000000 ff07000000000000");
    both(
        new Attributes9.Rgetattr(
            0x7ff, QID, 040755, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17),
        Dialect.L,
        "ff07000000000000"
            + QID_HEX
            + "ed410000 01000000 02000000 0300000000000000 0400000000000000 0500000000000000"
            + "0600000000000000 0700000000000000 0800000000000000 0900000000000000"
            + "0a00000000000000 0b00000000000000 0c00000000000000 0d00000000000000"
            + "0e00000000000000 0f00000000000000 1000000000000000 1100000000000000");
    both(
        new Attributes9.Tsetattr(3, Ninep.P9_SETATTR_SIZE, 0, 0, 0, 9, 1, 2, 3, 4),
        Dialect.L,
        "03000000 08000000 00000000 00000000 00000000 0900000000000000 0100000000000000"
            + "0200000000000000 0300000000000000 0400000000000000");
  }

  @Test
  void names() throws Exception {
    both(
        new Names9.Tmkdir(3, XdrString.of("d"), 0755, 5),
        Dialect.L,
        "03000000 0100 64 ed010000 05000000");
    both(
        new Names9.Trenameat(3, XdrString.of("a"), 4, XdrString.of("b")),
        Dialect.L,
        "03000000 0100 61 04000000 0100 62");
    both(
        new Names9.Tunlinkat(3, XdrString.of("d"), Ninep.P9_DOTL_AT_REMOVEDIR),
        Dialect.L,
        "03000000 0100 64 00020000");
    both(
        new Names9.Tmknod(3, XdrString.of("n"), 020600, 8, 1, 5),
        Dialect.L,
        "03000000 0100 6e 80210000 08000000 01000000 05000000");
  }

  @Test
  void locks() throws Exception {
    both(
        new Lock9.Tlock(3, 1, 1, 0, 10, 77, XdrString.of("h")),
        Dialect.L,
        "03000000 01 01000000 0000000000000000 0a00000000000000 4d000000 0100 68");
  }

  @Test
  void statCountsItselfTwice() throws Exception {
    XdrString none = XdrString.EMPTY;
    Stat stat =
        new Stat(0, 0, QID, 0644, 1, 2, 3, XdrString.of("n"), none, none, none, none, -1, -1, -1);
    both(
        new Stat9.Rstat(stat),
        Dialect.LEGACY,
        "3200 3000 0000 00000000"
            + QID_HEX
            + "a4010000 01000000 02000000 0300000000000000 0100 6e 0000 0000 0000");
  }

  @Test
  void entriesOfAListing() throws Exception {
    ByteBuffer buffer = ByteBuffer.allocate(100);
    var entry = new Dirent9(QID, 9, 4, XdrString.of("sub"));
    entry.encode(new NinepWriter(buffer));
    assertThat(buffer.flip()).isEqualTo(Golden.hex(QID_HEX + "0900000000000000 04 0300 737562"));
    assertThat(buffer.remaining()).isEqualTo(Dirent9.size(3));
    assertThat(Dirent9.decode(new NinepReader(buffer))).isEqualTo(entry);
  }

  private static void both(Message message, Dialect dialect, String hex) throws WireException {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    message.encode(new NinepWriter(buffer), dialect);
    assertThat(buffer.flip()).isEqualTo(Golden.hex(hex));
    assertThat(message.kind().decode(new NinepReader(Golden.hex(hex)), dialect)).isEqualTo(message);
  }
}
