package dev.byway.wire.nfs3;

import static dev.byway.wire.Golden.hex;
import static dev.byway.wire.nfs3.Nfs3Golden.FH_HEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.byway.wire.Codec;
import dev.byway.wire.WireException;
import dev.byway.wire.xdr.XdrReader;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Nfs3BoundsTest {
  @Test
  void proceduresHaveTheNumbersOfTheRfc() {
    assertThat(Nfs3Procedure.of(0)).isEqualTo(Nfs3Procedure.NULL);
    assertThat(Nfs3Procedure.of(6)).isEqualTo(Nfs3Procedure.READ);
    assertThat(Nfs3Procedure.of(17)).isEqualTo(Nfs3Procedure.READDIRPLUS);
    assertThat(Nfs3Procedure.of(21)).isEqualTo(Nfs3Procedure.COMMIT);
    assertThat(Nfs3Procedure.of(22)).isNull();
    assertThat(Nfs3Procedure.of(-1)).isNull();
    assertThat(Nfs3Procedure.COMMIT.number()).isEqualTo(21);
  }

  @Test
  void statusHasTheNumbersOfTheRfc() {
    Map<String, Integer> numbers = new HashMap<>();
    for (NfsStat3 stat : NfsStat3.values()) {
      numbers.put(stat.name().replaceFirst("NFS3(ERR)?_", ""), stat.value());
    }
    assertThat(numbers)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("OK", 0),
                Map.entry("PERM", 1),
                Map.entry("NOENT", 2),
                Map.entry("IO", 5),
                Map.entry("NXIO", 6),
                Map.entry("ACCES", 13),
                Map.entry("EXIST", 17),
                Map.entry("XDEV", 18),
                Map.entry("NODEV", 19),
                Map.entry("NOTDIR", 20),
                Map.entry("ISDIR", 21),
                Map.entry("INVAL", 22),
                Map.entry("FBIG", 27),
                Map.entry("NOSPC", 28),
                Map.entry("ROFS", 30),
                Map.entry("MLINK", 31),
                Map.entry("NAMETOOLONG", 63),
                Map.entry("NOTEMPTY", 66),
                Map.entry("DQUOT", 69),
                Map.entry("STALE", 70),
                Map.entry("REMOTE", 71),
                Map.entry("BADHANDLE", 10001),
                Map.entry("NOT_SYNC", 10002),
                Map.entry("BAD_COOKIE", 10003),
                Map.entry("NOTSUPP", 10004),
                Map.entry("TOOSMALL", 10005),
                Map.entry("SERVERFAULT", 10006),
                Map.entry("BADTYPE", 10007),
                Map.entry("JUKEBOX", 10008)));
  }

  @Test
  void handleOfMoreThan64BytesIsRefused() {
    assertRefused(FileHandle3::decode, "00000041" + "00".repeat(68));
    assertThatIllegalArgumentException().isThrownBy(() -> FileHandle3.of(new byte[65]));
  }

  @Test
  void handlesOfTheSameBytesAreEqual() {
    FileHandle3 handle = FileHandle3.of(new byte[] {1, 2});
    assertThat(handle).isEqualTo(FileHandle3.of(new byte[] {1, 2}));
    assertThat(handle).hasSameHashCodeAs(FileHandle3.of(new byte[] {1, 2}));
    assertThat(handle).isNotEqualTo(FileHandle3.of(new byte[] {1, 2, 0}));
    assertThat(handle).hasToString("0102");
  }

  @Test
  void nameTooLongForTheFileSystemIsStillDecoded() throws Exception {
    String name = "78".repeat(1024);
    XdrReader reader = new XdrReader(hex(FH_HEX + "00000400" + name));
    assertThat(Lookup3.Args.decode(reader).what().name().length()).isEqualTo(1024);
    assertRefused(Lookup3.Args::decode, FH_HEX + "00000401" + name + "78000000");
  }

  @Test
  void dataOverTheMaximumIsRefused() {
    String write = FH_HEX + "00000000 00000000 00000008 00000000 00000008 0102030405060708";
    assertRefused(reader -> Write3.Args.decode(reader, 7), write);
    String read = "00000000 00000000 00000008 00000000 00000008 0102030405060708";
    assertRefused(reader -> Read3.Res.decode(reader, 7), read);
  }

  @Test
  void countThatIsNotTheLengthOfTheDataIsRefused() {
    String write = FH_HEX + "00000000 00000000 00000007 00000000 00000008 0102030405060708";
    assertRefused(reader -> Write3.Args.decode(reader, 100), write);
    String read = "00000000 00000000 00000009 00000000 00000008 0102030405060708";
    assertRefused(reader -> Read3.Res.decode(reader, 100), read);
  }

  @ParameterizedTest
  @CsvSource({"00000000", "00000008", "ffffffff"})
  void unknownFileTypeIsRefused(String type) {
    assertRefused(Ftype3::decode, type);
  }

  @ParameterizedTest
  @CsvSource({"00000003", "ffffffff", "00002710", "00002719"})
  void unknownStatusIsRefused(String status) {
    assertRefused(NfsStat3::decode, status);
  }

  @Test
  void unknownArmsAreRefused() {
    assertRefused(SetTime3::decode, "00000003 00000000 00000000");
    assertRefused(Createhow3::decode, "00000003 00000000 00000000");
    assertRefused(StableHow::decode, "00000003");
    assertRefused(StableHow::decode, "ffffffff");
  }

  @Test
  void booleanThatIsNeitherIsRefused() {
    assertRefused(WccData::decode, "00000002" + "00".repeat(108));
  }

  private static void assertRefused(Codec.Decoder<?> decoder, String hex) {
    assertThatExceptionOfType(WireException.class)
        .isThrownBy(() -> decoder.decode(new XdrReader(hex(hex))));
  }
}
