package dev.byway.wire.mount3;

import static dev.byway.wire.Golden.assertBothWays;
import static dev.byway.wire.Golden.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.byway.wire.WireException;
import dev.byway.wire.nfs3.FileHandle3;
import dev.byway.wire.rpc.AuthFlavor;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import java.util.List;
import org.junit.jupiter.api.Test;

/// RFC 1813 appendix I and RFC 1094 appendix A.
class Mount3GoldenTest {
  private static final XdrString SRV = XdrString.of("/srv");
  private static final String SRV_HEX = " 00000004 2f737276 ";

  @Test
  void dirpath() throws Exception {
    var path = new Dirpath(SRV);
    assertBothWays(path, Dirpath::decode, path::encode, SRV_HEX);
    assertThatExceptionOfType(WireException.class)
        .isThrownBy(
            () -> Dirpath.decode(new XdrReader(hex("00000401" + "2f".repeat(1025) + "000000"))));
  }

  @Test
  void mntOfVersion3() throws Exception {
    var ok =
        new Mnt3.Ok(
            FileHandle3.of(new byte[] {1, 2, 3, 4, 5}),
            List.of(AuthFlavor.AUTH_SYS, AuthFlavor.AUTH_NONE));
    assertBothWays(
        ok,
        Mnt3::decode,
        ok::encode,
        "00000000 00000005 0102030405 000000 00000002 00000001 00000000");
    assertFail3(Mountstat3.MNT3ERR_ACCES, "0000000d");
    assertFail3(Mountstat3.MNT3ERR_SERVERFAULT, "00002716");
  }

  @Test
  void mntOfVersion1HasHandlesOf32Bytes() throws Exception {
    byte[] handle = new byte[32];
    handle[31] = 9;
    var ok = new Mnt1.Ok(FileHandle3.of(handle));
    assertBothWays(ok, Mnt1::decode, ok::encode, "00000000" + "00".repeat(31) + "09");
    var fail = new Mnt1.Fail(13);
    assertBothWays(fail, Mnt1::decode, fail::encode, "0000000d");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mnt1.Ok(FileHandle3.of(new byte[31])));
  }

  @Test
  void dump() throws Exception {
    var dump =
        new Dump3(
            List.of(
                new Dump3.Mountbody(XdrString.of("h1"), SRV),
                new Dump3.Mountbody(XdrString.of("host"), SRV)));
    assertBothWays(
        dump,
        Dump3::decode,
        dump::encode,
        "00000001 00000002 6831 0000"
            + SRV_HEX
            + "00000001 00000004 686f7374"
            + SRV_HEX
            + "00000000");
    var none = new Dump3(List.of());
    assertBothWays(none, Dump3::decode, none::encode, "00000000");
  }

  @Test
  void export() throws Exception {
    var export =
        new Export3(
            List.of(
                new Export3.Exportnode(SRV, List.of(XdrString.of("h1"), XdrString.of("host"))),
                new Export3.Exportnode(XdrString.of("/"), List.of())));
    String hex =
        "00000001"
            + SRV_HEX
            + """
            00000001 00000002 6831 0000
            00000001 00000004 686f7374
            00000000                      # no more groups
            00000001 00000001 2f 000000   # "/"
            00000000                      # no groups
            00000000                      # no more exports
            """;
    assertBothWays(export, Export3::decode, export::encode, hex);
    int nodes = export.exports().stream().mapToInt(Export3.Exportnode::encodedSize).sum();
    assertThat(nodes + 4).isEqualTo(hex(hex).remaining());
  }

  @Test
  void proceduresHaveTheNumbersOfTheRfc() {
    assertThat(MountProcedure.of(1)).isEqualTo(MountProcedure.MNT);
    assertThat(MountProcedure.of(4)).isEqualTo(MountProcedure.UMNTALL);
    assertThat(MountProcedure.of(5)).isEqualTo(MountProcedure.EXPORT);
    assertThat(MountProcedure.of(6)).isNull();
  }

  private static void assertFail3(Mountstat3 status, String hex) throws WireException {
    var fail = new Mnt3.Fail(status);
    assertBothWays(fail, Mnt3::decode, fail::encode, hex);
  }
}
