package dev.byway.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `byway bench` and `byway demo`, so short that the figures mean nothing: their form does.
@Timeout(120)
class BenchAndDemoTest {
  @TempDir Path temp;

  @Test
  void jsonHasARowForEveryRoadOfEveryCell() throws Exception {
    String[] args = "--json --seconds 0.01 --size 1M --threads 1,2 --depth 4".split(" ");
    var words = new ArrayList<>(List.of("bench", temp.toString()));
    words.addAll(List.of(args));
    String out = Program.run(words.toArray(String[]::new)).ok();
    assertThat(out.lines()).hasSize(1);
    JsonArray rows = JsonParser.parseString(out).getAsJsonArray();
    var cells = new ArrayList<String>();
    for (JsonElement each : rows) {
      JsonObject row = each.getAsJsonObject();
      assertThat(row.keySet())
          .containsExactly(
              "road",
              "op",
              "block",
              "threads",
              "depth",
              "ops_per_second",
              "mib_per_second",
              "p50_us",
              "p99_us",
              "cpu_us_per_op");
      assertThat(row.get("depth").getAsInt()).isEqualTo(4);
      assertThat(row.get("ops_per_second").getAsDouble()).isPositive();
      assertThat(row.get("cpu_us_per_op").getAsDouble()).isNotNegative();
      cells.add(
          String.join(
              " ",
              row.get("road").getAsString(),
              row.get("op").getAsString(),
              row.get("block").getAsString(),
              row.get("threads").getAsString()));
    }
    assertThat(cells).containsExactlyInAnyOrderElementsOf(expected());
    assertThat(temp).isEmptyDirectory();
  }

  private static List<String> expected() {
    var all = new ArrayList<String>();
    for (String road : List.of("raw", "byway", "wire")) {
      for (String operation : List.of("randread", "randwrite", "read", "write")) {
        for (String block : List.of("4096", "131072")) {
          for (String threads : List.of("1", "2")) {
            all.add(String.join(" ", road, operation, block, threads));
          }
        }
      }
    }
    return all;
  }

  @Test
  void demoTellsTheWholeStory() throws Exception {
    String out = Program.run("demo", "--seconds", "0.01").ok();
    assertThat(out)
        .containsPattern("process \\d+ serves nfs://127.0.0.1:\\d+/")
        .containsPattern("wire .*every byte compared")
        .containsPattern("byway .*every byte compared")
        .containsPattern("byway  took [1-9]\\d+ reads and writes beside the wire, 0 over it");
    for (String operation : List.of("randread", "randwrite", "read", "write")) {
      assertThat(out.lines().filter(line -> line.startsWith(operation + " "))).hasSize(4);
    }
  }
}
