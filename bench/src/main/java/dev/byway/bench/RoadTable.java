package dev.byway.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The rows as a table for people: one line a cell, the roads side by side, ratios at the end.
public final class RoadTable {
  private RoadTable() {}

  /// The heading for these roads.
  public static String heading(List<String> roads) {
    var line = new StringBuilder("op         block threads");
    for (String road : roads) {
      line.append(String.format(Locale.ROOT, "  %9s op/s %9s  p99 us", road, "MiB/s"));
    }
    for (String ratio : ratioNames(roads)) {
      line.append("  ").append(ratio);
    }
    return line.toString();
  }

  /// One cell: the rows of all roads for the same operation, block and threads.
  public static String line(List<Row> cell) {
    Row first = cell.getFirst();
    var line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%-9s %5dK %7d",
                first.operation().label(),
                first.block() >> 10,
                first.threads()));
    for (Row row : cell) {
      line.append(
          String.format(
              Locale.ROOT,
              "  %14.0f %9.0f %7.1f",
              row.operationsPerSecond(),
              row.mebibytesPerSecond(),
              row.p99()));
    }
    List<String> names = ratioNames(cell.stream().map(Row::road).toList());
    for (String name : names) {
      String[] pair = name.split("/");
      double ratio = rate(cell, pair[0]) / rate(cell, pair[1]);
      line.append(String.format(Locale.ROOT, "  %" + name.length() + ".2f", ratio));
    }
    return line.toString();
  }

  private static List<String> ratioNames(List<String> roads) {
    var names = new ArrayList<String>();
    for (String ratio : List.of("byway/raw", "byway/wire", "cached/copy", "cached/wire")) {
      if (roads.containsAll(List.of(ratio.split("/")))) {
        names.add(ratio);
      }
    }
    return names;
  }

  private static double rate(List<Row> cell, String road) {
    return cell.stream()
        .filter(row -> row.road().equals(road))
        .mapToDouble(Row::operationsPerSecond)
        .findFirst()
        .orElse(Double.NaN);
  }
}
