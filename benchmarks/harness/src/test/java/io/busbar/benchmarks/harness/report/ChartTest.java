// SPDX-License-Identifier: Apache-2.0
package io.busbar.benchmarks.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartTest {
  private static final Result.Origin HERE = new Result.Origin("full", "2026-11-25", "JDK", "EPYC");
  private static final double WHITE = 1.0;
  private static final double GITHUBS_BLACK = luminance("#0d1117");
  private static final List<Panel> PANELS =
      List.of(
          new Panel(
              "events-per-second",
              "",
              List.of(bar("ours", 80, 70, 100), bar("a-peer-with-a-long-name", 20, 10, 30))),
          new Panel("bytes", "2 threads", List.of(bar("ours", 0, 0, 0), bar("peer", 0, 0, 0))),
          new Panel("overhead-ns", "", List.of(bar("ours", -5, -9, 20), bar("peer", 10, 8, 12))));

  @Test
  void drawsOneBarAContenderInEachPanel() throws Exception {
    assertThat(elements("rect")).hasSize(6);
    assertThat(elements("path")).hasSize(6);
    assertThat(elements("text")).hasSize(3 + 2 * 6);
  }

  @Test
  void drawsBarsInProportionToTheHighestRound() throws Exception {
    List<Element> bars = elements("rect");

    assertThat(number(bars.get(0), "width")).isEqualTo(0.8 * 380);
    assertThat(number(bars.get(1), "width")).isEqualTo(0.2 * 380);
    assertThat(number(bars.get(2), "width")).isZero();
    assertThat(number(bars.get(4), "width")).isZero();
  }

  @Test
  void keepsEverythingInsideThePicture() throws Exception {
    Element picture = picture();
    double width = number(picture, "width");
    double height = number(picture, "height");

    for (Element bar : elements("rect")) {
      assertThat(number(bar, "x") + number(bar, "width")).isLessThanOrEqualTo(width);
      assertThat(number(bar, "y") + number(bar, "height")).isLessThanOrEqualTo(height);
    }
    for (Element text : elements("text")) {
      double room =
          text.getAttribute("text-anchor").equals("end")
              ? number(text, "x")
              : width - number(text, "x");
      // Seven pixels a letter are more than these fonts need.
      assertThat(7 * text.getTextContent().length()).isLessThanOrEqualTo((int) room);
      assertThat(number(text, "y")).isBetween(13.0, height);
    }
  }

  @Test
  void writesNamesThatXmlWouldTakeForItsOwn() throws Exception {
    String svg =
        Chart.svg(
            "a & b",
            List.of(new Panel("<ns>", "", List.of(bar("\"x\"", 1, 1, 1), bar("y>z", 2, 2, 2)))));

    Element picture = parsed(svg);
    assertThat(picture.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("a & b");
    assertThat(texts(picture)).contains("<ns> · less is better", "\"x\"", "y>z");
  }

  /** WCAG asks for 3 to 1 of graphics and large text. */
  @ParameterizedTest
  @ValueSource(strings = {Chart.TEXT, Chart.OURS, Chart.OTHERS, Chart.RANGE})
  void canBeReadOnWhiteAndOnBlack(String colour) {
    assertThat(contrast(luminance(colour), WHITE)).isGreaterThan(3);
    assertThat(contrast(luminance(colour), GITHUBS_BLACK)).isGreaterThan(3);
  }

  @Test
  void writesTextWithMoreContrastThanItDraws() {
    assertThat(contrast(luminance(Chart.TEXT), WHITE)).isGreaterThan(4.2);
    assertThat(contrast(luminance(Chart.TEXT), GITHUBS_BLACK)).isGreaterThan(4.2);
  }

  private static Panel.Bar bar(String contender, int median, int low, int high) {
    return new Panel.Bar(
        contender, new Result("c.m." + contender, "" + median, "" + low, "" + high, HERE));
  }

  private static double luminance(String colour) {
    double[] linear = new double[3];
    for (int i = 0; i < linear.length; i++) {
      double part = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      linear[i] = part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  }

  private static double contrast(double one, double other) {
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }

  private static Element picture() throws Exception {
    return parsed(Chart.svg("all", PANELS));
  }

  private static List<Element> elements(String name) throws Exception {
    List<Element> elements = new ArrayList<>();
    NodeList found = picture().getElementsByTagName(name);
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static List<String> texts(Element picture) {
    List<String> texts = new ArrayList<>();
    NodeList found = picture.getElementsByTagName("text");
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  private static Element parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)))
        .getDocumentElement();
  }
}
