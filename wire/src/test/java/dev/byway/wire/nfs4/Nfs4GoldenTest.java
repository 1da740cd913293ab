package dev.byway.wire.nfs4;

import static dev.byway.wire.Golden.assertBothWays;
import static dev.byway.wire.Golden.assertEncodes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.byway.wire.Golden;
import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/// NFSv4 messages against bytes written down by hand from RFC 5662 and RFC 7863.
class Nfs4GoldenTest {
  private static final Stateid4 STATEID = new Stateid4(7, 0x0102030405060708L, 0x090a0b0c);
  private static final String STATEID_HEX = "00000007 01020304 05060708 090a0b0c";

  @Test
  void headOfACompound() throws Exception {
    assertBothWays(
        new Compound4.Args(XdrString.of("hello"), 2, 3),
        Compound4.Args::decode,
        new Compound4.Args(XdrString.of("hello"), 2, 3)::encode,
        "00000005 68656c6c 6f000000  # tag\n 00000002  # minorversion\n 00000003");
    assertBothWays(
        new Compound4.Res(NfsStat4.NFS4ERR_DELAY, XdrString.EMPTY, 1),
        Compound4.Res::decode,
        new Compound4.Res(NfsStat4.NFS4ERR_DELAY, XdrString.EMPTY, 1)::encode,
        "00002718 00000000 00000001");
  }

  @Test
  void bitmapsAreAsShortAsTheyCanBe() throws Exception {
    Bitmap4 set = Bitmap4.of(FattrNumber.SIZE, FattrNumber.MODE, FattrNumber.XATTR_SUPPORT);
    assertBothWays(set, Bitmap4::decode, set::encode, "00000003 00000010 00000002 00040000");
    assertEncodes(Bitmap4.of(FattrNumber.MODE)::encode, "00000002 00000000 00000002");
    assertEncodes(Bitmap4.EMPTY::encode, "00000000");
    assertThat(Bitmap4.decode(reader("00000005 00000000 00000000 00000000 00000000 00000001")))
        .isEqualTo(new Bitmap4(0, 0, 0, true));
    assertThatExceptionOfType(WireException.class)
        .isThrownBy(() -> Bitmap4.decode(reader("00000011" + "00000000".repeat(17))));
  }

  @Test
  void sequence() throws Exception {
    Sequence4.Args args = new Sequence4.Args(new SessionId4(1, 2), 9, 3, 4, true);
    assertBothWays(
        args,
        Sequence4.Args::decode,
        args::encode,
        "0000000000000001 0000000000000002 00000009 00000003 00000004 00000001");
  }

  @Test
  void openThatCreates() throws Exception {
    Fattr4 mode =
        new Fattr4(
            Bitmap4.of(FattrNumber.MODE), ByteBuffer.wrap(new byte[] {0, 0, 1, (byte) 0xa4}));
    Open4.Args args =
        new Open4.Args(
            0,
            Open4.BOTH,
            0,
            new StateOwner4(0x11, XdrString.of("own")),
            new OpenHow4.Exclusive1(0x22, mode),
            new OpenClaim4.Null(XdrString.of("f")));
    assertBothWays(
        args,
        Open4.Args::decode,
        args::encode,
        """
        00000000 00000003 00000000
        0000000000000011 00000003 6f776e00  # owner
        00000001 00000003 0000000000000022  # OPEN4_CREATE, EXCLUSIVE4_1, verifier
        00000002 00000000 00000002 00000004 000001a4  # mode
        00000000 00000001 66000000  # CLAIM_NULL
        """);
  }

  @Test
  void openedWithAReadDelegation() throws Exception {
    Open4.Ok ok =
        new Open4.Ok(
            STATEID,
            new ChangeInfo4(true, 5, 6),
            Open4.RESULT_LOCKTYPE_POSIX,
            Bitmap4.EMPTY,
            new OpenDelegation4.Read(STATEID, false, Nfsace4.NOBODY));
    assertBothWays(
        ok,
        Open4.Ok::decode,
        ok::encode,
        STATEID_HEX
            + "00000001 0000000000000005 0000000000000006 00000004 00000000 00000001"
            + STATEID_HEX
            + "00000000 00000000 00000000 00000000 00000000");
  }

  @Test
  void dataIsWrittenBehindItsHead() {
    assertEncodes(
        writer -> {
          writer.slice(Read4.DATA_OFFSET, 3).put(new byte[] {1, 2, 3});
          Read4.encodeFilled(writer, 3, true);
        },
        "00000001 00000003 01020300");
    assertEncodes(
        writer -> {
          writer.slice(ReadPlus4.DATA_OFFSET, 3).put(new byte[] {1, 2, 3});
          ReadPlus4.encodeFilled(writer, 16, 3, false);
        },
        "00000000 00000001 00000000 0000000000000010 00000003 01020300");
    assertEncodes(
        writer -> ReadPlus4.encodeHole(writer, 16, 4096, true),
        "00000001 00000001 00000001 0000000000000010 0000000000001000");
    assertEncodes(writer -> ReadPlus4.encodeFilled(writer, 16, 0, true), "00000001 00000000");
  }

  @Test
  void attributesGetTheirLengthWhenTheyAreThere() {
    assertEncodes(
        writer -> {
          int mark = Fattr4.begin(writer, Bitmap4.of(FattrNumber.SIZE, FattrNumber.TIME_MODIFY));
          writer.int64(77);
          NfsTime4.encode(writer, -1);
          Fattr4.end(writer, mark);
        },
        """
        00000002 00000010 00200000 00000014
        000000000000004d
        ffffffffffffffff 3b9ac9ff  # a nanosecond before 1970
        """);
  }

  @Test
  void lockThatIsDenied() throws Exception {
    Lock4.Denied denied =
        new Lock4.Denied(1, Lock4.ALL, LockType4.WRITE_LT, new StateOwner4(3, XdrString.of("o")));
    assertBothWays(
        denied,
        Lock4.Denied::decode,
        denied::encode,
        "0000000000000001 ffffffffffffffff 00000002 0000000000000003 00000001 6f000000");
  }

  private static XdrReader reader(String hex) {
    return new XdrReader(Golden.hex(hex));
  }
}
