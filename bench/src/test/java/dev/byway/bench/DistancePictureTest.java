package dev.byway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.byway.bench.DistanceBench.Rate;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class DistancePictureTest {
  private static final List<Integer> MILLIS = List.of(0, 1, 5);

  private static Document draw(List<Rate> rates) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(DistancePicture.svg(rates))));
  }

  @Test
  void everySeriesIsALineAndMoreIsHigher() throws Exception {
    List<Rate> rates = new ArrayList<>();
    for (boolean write : new boolean[] {false, true}) {
      for (int millis : MILLIS) {
        rates.add(new Rate(write, Duration.ofMillis(millis), -1, 200.0 / (millis + 1)));
        rates.add(new Rate(write, Duration.ofMillis(millis), 16, 1000));
      }
    }
    Document picture = draw(rates);
    var lines = picture.getElementsByTagName("polyline");
    assertThat(lines.getLength()).isEqualTo(4);
    double[][] cached = points((Element) lines.item(0));
    double[][] bare = points((Element) lines.item(1));
    assertThat(cached).hasDimensions(MILLIS.size(), 2);
    for (int i = 0; i < MILLIS.size(); i++) {
      assertThat(cached[i][0]).isEqualTo(bare[i][0]).isBetween(0.0, 880.0);
      assertThat(cached[i][1]).isEqualTo(cached[0][1]).isBetween(0.0, bare[i][1]);
    }
    assertThat(bare[2][1]).isGreaterThan(bare[1][1]).isLessThan(420);
    assertThat(picture.getDocumentElement().getTextContent())
        .contains("without cache", "16 workers", "5 ms", "300");
  }

  private static double[][] points(Element line) {
    String[] pairs = line.getAttribute("points").split(" ");
    double[][] points = new double[pairs.length][];
    for (int i = 0; i < pairs.length; i++) {
      String[] pair = pairs[i].split(",");
      points[i] = new double[] {Double.parseDouble(pair[0]), Double.parseDouble(pair[1])};
    }
    return points;
  }
}
