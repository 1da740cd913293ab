package dev.byway.bench;

import dev.byway.bench.DistanceBench.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What [DistanceBench] measured as a picture: two panels, reading and writing, a line for each
/// number of workers, the rate on a logarithmic scale over the round trip.
public final class DistancePicture {
  private static final int WIDTH = 880;
  private static final int HEIGHT = 420;
  private static final int PANEL_WIDTH = 350;
  private static final int TOP = 90;
  private static final int BOTTOM = 360;
  private static final int FIRST_LEFT = 70;
  private static final int SECOND_LEFT = 500;
  private static final int LEGEND_Y = 44;

  /// Of the lines: without cache, then by growing number of workers.
  private static final List<String> COLORS =
      List.of("#6b7280", "#e07b1a", "#56a3d9", "#1f6fb5", "#0b2f5c", "#7b3fa0");

  private static final List<Integer> GRID = List.of(1, 3, 10, 30, 100, 300, 1000, 3000, 10_000);

  private final List<Rate> rates;
  private final List<Duration> roundTrips;
  private final List<Integer> series;
  private final double least;
  private final double most;
  private final StringBuilder svg = new StringBuilder();

  private DistancePicture(List<Rate> rates) {
    this.rates = rates;
    this.roundTrips = rates.stream().map(Rate::roundTrip).distinct().sorted().toList();
    this.series = rates.stream().map(Rate::workers).distinct().sorted().toList();
    if (series.size() > COLORS.size()) {
      throw new IllegalArgumentException("at most " + COLORS.size() + " lines");
    }
    double min = rates.stream().mapToDouble(Rate::mibPerSecond).min().orElse(1);
    double max = rates.stream().mapToDouble(Rate::mibPerSecond).max().orElse(1);
    this.least = GRID.stream().filter(each -> each <= min).reduce((a, b) -> b).orElse(1);
    this.most =
        GRID.stream().filter(each -> each >= max && each > least).findFirst().orElse(30_000);
  }

  /// @param rates of one run
  /// @return an SVG document
  public static String svg(List<Rate> rates) {
    return new DistancePicture(rates).draw();
  }

  private String draw() {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
            + " font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"#1f2937\">",
        WIDTH, HEIGHT, WIDTH, HEIGHT);
    add("<title>Sequential reading and writing over lines of several lengths</title>");
    add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
    legend();
    panel(false, "Reading", FIRST_LEFT);
    panel(true, "Writing", SECOND_LEFT);
    add("</svg>");
    return svg.toString();
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private void legend() {
    text(FIRST_LEFT, 20, "start", "MiB a second, one program from start to end");
    int x = FIRST_LEFT;
    for (int workers : series) {
      String label =
          workers < 0 ? "without cache" : workers + (workers == 1 ? " worker" : " workers");
      add(
          "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" %s/>",
          x, LEGEND_Y, x + 26, LEGEND_Y, stroke(workers));
      text(x + 32, LEGEND_Y + 4, "start", label);
      x += 58 + 7 * label.length();
    }
  }

  private void text(double x, double y, String anchor, String words) {
    add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, words);
  }

  private String color(int workers) {
    return COLORS.get(series.indexOf(workers));
  }

  private String stroke(int workers) {
    return "stroke=\"%s\" stroke-width=\"2.5\" fill=\"none\" stroke-linejoin=\"round\"%s"
        .formatted(color(workers), workers < 0 ? " stroke-dasharray=\"6 4\"" : "");
  }

  private void panel(boolean write, String title, int left) {
    add(
        "<text x=\"%d\" y=\"%d\" font-weight=\"600\" font-size=\"15\">%s</text>",
        left, TOP - 14, title);
    for (int mark : GRID) {
      if (mark >= least && mark <= most) {
        double y = y(mark);
        add(
            "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#e5e7eb\"/>",
            left, y, left + PANEL_WIDTH, y);
        text(left - 8, y + 4, "end", Integer.toString(mark));
      }
    }
    for (Duration each : roundTrips) {
      text(x(left, each), BOTTOM + 20, "middle", millis(each));
    }
    text(left + PANEL_WIDTH / 2.0, BOTTOM + 42, "middle", "round trip");
    // The dashed line last: where it lies on another, both are seen.
    for (int workers : series.reversed()) {
      series(write, workers, left);
    }
  }

  private void series(boolean write, int workers, int left) {
    StringBuilder points = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    for (Duration each : roundTrips) {
      for (Rate rate : rates) {
        if (rate.write() == write && rate.workers() == workers && rate.roundTrip().equals(each)) {
          double x = x(left, each);
          double y = y(rate.mibPerSecond());
          points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
          dots.append(
              String.format(
                  Locale.ROOT,
                  "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"><title>%.0f"
                      + " MiB/s</title></circle>%n",
                  x,
                  y,
                  color(workers),
                  rate.mibPerSecond()));
        }
      }
    }
    add("<polyline points=\"%s\" %s/>", points.toString().strip(), stroke(workers));
    svg.append(dots);
  }

  private static String millis(Duration time) {
    String text = String.format(Locale.ROOT, "%.1f", time.toNanos() / 1e6);
    return text.replaceAll("\\.0$", "") + " ms";
  }

  private double x(int left, Duration roundTrip) {
    double step = PANEL_WIDTH / (double) roundTrips.size();
    return left + step * (roundTrips.indexOf(roundTrip) + 0.5);
  }

  private double y(double rate) {
    double up = Math.log(Math.max(rate, least) / least) / Math.log(most / least);
    return BOTTOM - up * (BOTTOM - TOP);
  }
}
