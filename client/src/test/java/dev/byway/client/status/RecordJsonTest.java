package dev.byway.client.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordJsonTest {
  public enum Word {
    ONE_WORD
  }

  public record Inner(long readBytes, double share) {}

  public record Outer(
      String text, @Nullable Object none, Word word, List<Inner> all, boolean truth) {}

  @Test
  void recordsMapsAndListsBecomeJson() {
    Outer outer =
        new Outer("a \"b\" \\ \n", null, Word.ONE_WORD, List.of(new Inner(-1, 0.5)), true);
    assertThat(RecordJson.of(Map.of("time", Instant.EPOCH)))
        .isEqualTo("{\"time\":\"1970-01-01T00:00:00Z\"}");
    assertThat(RecordJson.of(outer))
        .isEqualTo(
            "{\"text\":\"a \\\"b\\\" \\\\ \\u000a\",\"word\":\"one_word\","
                + "\"all\":[{\"read_bytes\":-1,\"share\":0.5}],\"truth\":true}");
  }
}
