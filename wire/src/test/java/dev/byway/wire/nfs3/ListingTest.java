package dev.byway.wire.nfs3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.byway.wire.Values;
import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrString;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How many entries [Readdir3.Listing] and [Readdirplus3.Listing] take.
class ListingTest {
  private static final Fattr3 ATTR = new Values(1).attributes();
  private static final FileHandle3 FH = FileHandle3.of(new byte[32]);
  private static final byte[] NAME = {'n', 'a', 'm', 'e', '5'};

  /// follows, fileid, length, name and padding, cookie
  private static final int ENTRY = 4 + 8 + 4 + 8 + 8;

  /// post_op_attr, cookieverf, then after the entries: no next, eof
  private static final int AROUND = 88 + 8 + 8;

  @Test
  void readdirFillsCountToTheLastByte() throws Exception {
    for (int extra = 0; extra < ENTRY; extra++) {
      ByteBuffer buffer = ByteBuffer.allocate(10_000);
      int count = AROUND + 3 * ENTRY + extra;
      assertThat(readdir(buffer, count)).isEqualTo(3);
      int resok = buffer.position() - 4;
      assertThat(resok).isLessThanOrEqualTo(count).isEqualTo(AROUND + 3 * ENTRY);
      var res = (Readdir3.Res.Ok) Readdir3.Res.decode(new XdrReader(buffer.flip()));
      assertThat(res.entries()).hasSize(3);
    }
    assertThat(readdir(ByteBuffer.allocate(10_000), AROUND + 3 * ENTRY - 1)).isEqualTo(2);
  }

  @Test
  void readdirStopsAtTheEndOfTheBuffer() throws Exception {
    ByteBuffer buffer = ByteBuffer.allocate(4 + AROUND + 2 * ENTRY + 5);
    assertThat(readdir(buffer, -1)).isEqualTo(2);
    assertThat(Readdir3.Res.decode(new XdrReader(buffer.flip())).status())
        .isEqualTo(NfsStat3.NFS3_OK);
  }

  @Test
  void readdirWithoutRoomForOneEntryIsEmpty() {
    ByteBuffer buffer = ByteBuffer.allocate(1000);
    var listing = new Readdir3.Listing(new XdrWriter(buffer), ATTR, 0, AROUND + ENTRY - 1);
    assertThat(listing.entry(1, NAME, 1)).isFalse();
    assertThat(listing.isEmpty()).isTrue();
    assertThat(new Readdir3.Listing(new XdrWriter(buffer), ATTR, 0, 0).entry(1, NAME, 1)).isFalse();
  }

  @Test
  void readdirplusFillsMaxcountToTheLastByte() throws Exception {
    int entry = ENTRY + 88 + 4 + 4 + 32;
    int maxcount = AROUND + 3 * entry;
    ByteBuffer buffer = ByteBuffer.allocate(10_000);
    assertThat(readdirplus(buffer, -1, maxcount)).isEqualTo(3);
    assertThat(buffer.position() - 4).isEqualTo(maxcount);
    var res = (Readdirplus3.Res.Ok) Readdirplus3.Res.decode(new XdrReader(buffer.flip()));
    assertThat(res.entries()).hasSize(3);
    assertThat(readdirplus(ByteBuffer.allocate(10_000), -1, maxcount - 1)).isEqualTo(2);
  }

  @Test
  void readdirplusStopsAtDircount() {
    assertThat(readdirplus(ByteBuffer.allocate(10_000), 2 * ENTRY, -1)).isEqualTo(2);
    assertThat(readdirplus(ByteBuffer.allocate(10_000), 3 * ENTRY - 1, -1)).isEqualTo(2);
  }

  @Test
  void readdirplusGivesOneEntryWhateverDircountSays() {
    assertThat(readdirplus(ByteBuffer.allocate(10_000), 0, -1)).isEqualTo(1);
  }

  @Test
  void wholeListThatDoesNotFitIsTheCallersError() {
    var entry = new Readdir3.Entry3(1, XdrString.of(NAME), 1);
    var res = new Readdir3.Res.Ok(null, 0, List.of(entry, entry), true);
    ByteBuffer small = ByteBuffer.allocate(4 + AROUND - 84 + ENTRY);
    assertThatExceptionOfType(BufferOverflowException.class)
        .isThrownBy(() -> res.encode(new XdrWriter(small)));
  }

  @Test
  void aMillionEntriesDecodeWithoutDeepRecursion() throws Exception {
    ByteBuffer buffer = ByteBuffer.allocate(40_000_000);
    var listing = new Readdir3.Listing(new XdrWriter(buffer), null, 0, -1);
    for (int i = 0; i < 1_000_000; i++) {
      assertThat(listing.entry(i, NAME, i)).isTrue();
    }
    listing.end(true);
    var res = (Readdir3.Res.Ok) Readdir3.Res.decode(new XdrReader(buffer.flip()));
    assertThat(res.entries()).hasSize(1_000_000);
  }

  private static int readdir(ByteBuffer buffer, int count) {
    var listing = new Readdir3.Listing(new XdrWriter(buffer), ATTR, 7, count);
    int entries = 0;
    while (listing.entry(entries, NAME, entries + 1)) {
      entries++;
    }
    listing.end(false);
    return entries;
  }

  private static int readdirplus(ByteBuffer buffer, int dircount, int maxcount) {
    var listing = new Readdirplus3.Listing(new XdrWriter(buffer), ATTR, 7, dircount, maxcount);
    int entries = 0;
    while (listing.entry(entries, NAME, entries + 1, ATTR, FH)) {
      entries++;
    }
    listing.end(false);
    return entries;
  }
}
