package dev.byway.wire.nfs3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.wire.xdr.XdrReader;
import dev.byway.wire.xdr.XdrWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Read3Test {
  private static final NfsTime3 TIME = new NfsTime3(1, 2);
  private static final Fattr3 ATTRIBUTES =
      new Fattr3(Ftype3.NF3REG, 0644, 1, 2, 3, 4, 5, 0, 0, 6, 7, TIME, TIME, TIME);

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "four", "seven77"})
  void dataFilledFirstEncodesAsDataCopied(String text) throws Exception {
    assertFilledEncodesAsCopied(text, ATTRIBUTES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "four",
        "seven77",
        "more bytes than the attributes take, so that"
            + " what is moved up overlaps where it came from: eighty-four of them and then some"
      })
  void dataFilledFirstMovesUpWithoutAttributes(String text) throws Exception {
    assertFilledEncodesAsCopied(text, null);
  }

  @Test
  void decodedDataIsViewOfTheMessage() throws Exception {
    ByteBuffer message = ByteBuffer.allocate(256);
    new Read3.Res.Ok(null, true, bytes("data")).encode(new XdrWriter(message));
    Read3.Res res = Read3.Res.decode(new XdrReader(message.flip()), 4);
    message.put(message.limit() - 4, (byte) 'D');
    assertThat(res).isEqualTo(new Read3.Res.Ok(null, true, bytes("Data")));
  }

  private static void assertFilledEncodesAsCopied(String text, @Nullable Fattr3 attributes) {
    ByteBuffer copied = ByteBuffer.allocate(1024);
    new Read3.Res.Ok(attributes, true, bytes(text)).encode(new XdrWriter(copied));

    ByteBuffer filled = ByteBuffer.allocate(1024);
    XdrWriter writer = new XdrWriter(filled);
    writer.slice(Read3.DATA_OFFSET, 512).put(bytes(text));
    Read3.encodeFilled(writer, attributes, text.length(), true);

    assertThat(filled.flip()).isEqualTo(copied.flip());
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
