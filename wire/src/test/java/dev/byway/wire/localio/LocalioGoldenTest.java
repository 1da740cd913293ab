package dev.byway.wire.localio;

import static dev.byway.wire.Golden.assertBothWays;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class LocalioGoldenTest {
  @Test
  void uuidIsSixteenBytesInTheOrderOfItsText() throws Exception {
    var args = new UuidIsLocal(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));
    assertBothWays(args, UuidIsLocal::decode, args::encode, "00112233 44556677 8899aabb ccddeeff");
  }

  @Test
  void proceduresAreTwo() {
    assertThat(LocalioProcedure.of(0)).isEqualTo(LocalioProcedure.NULL);
    assertThat(LocalioProcedure.of(1)).isEqualTo(LocalioProcedure.UUID_IS_LOCAL);
    assertThat(LocalioProcedure.of(2)).isNull();
  }
}
