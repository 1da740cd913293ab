package dev.byway.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class EmbeddedTest {
  @Test
  void theClientFindsWhatIsInTheRoom() throws IOException {
    assertThat(Embedded.run().isDirectory()).isTrue();
    assertThat(Embedded.run().mode()).isEqualTo(0755);
  }
}
