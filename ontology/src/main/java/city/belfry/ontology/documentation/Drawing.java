package city.belfry.ontology.documentation;

import java.util.Locale;

/// A small SVG picture of boxes and arrows. Colours are attributes, so that it looks the same on a page that forbids
/// styles and in a file of its own; each pair of text and ground has a contrast of 7 to 1 or more.
final class Drawing {
    static final int BOX_HEIGHT = 42;

    private static final String INK = "#16202a";
    private static final String LINE = "#4a5a68";
    private static final String GROUND = "#f2f6f9";
    private static final String FOCUS = "#0b3d5c";
    /// Average width of a letter at the size used here; pixels.
    private static final double LETTER_WIDTH = 7.1;

    private final StringBuilder shapes = new StringBuilder();
    private int width;
    private int height;

    /// A box with one or two lines of text, cut to its width.
    ///
    /// @param above smaller text above the other; none when empty
    /// @param focus whether this is what the picture is about
    void box(int x, int y, int boxWidth, String above, String text, boolean focus) {
        width = Math.max(width, x + boxWidth + 2);
        height = Math.max(height, y + BOX_HEIGHT + 2);
        String ink = focus ? "#ffffff" : INK;
        shapes.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\" fill=\"%s\" stroke=\"%s\"/>",
                x,
                y,
                boxWidth,
                BOX_HEIGHT,
                focus ? FOCUS : GROUND,
                FOCUS));
        int letters = (int) ((boxWidth - 12) / LETTER_WIDTH);
        if (above.isEmpty()) {
            text(x + boxWidth / 2, y + 26, 13, ink, shortened(text, letters), "bold");
        } else {
            text(x + boxWidth / 2, y + 17, 12, ink, shortened(above, letters + 1), "normal");
            text(x + boxWidth / 2, y + 33, 13, ink, shortened(text, letters), "bold");
        }
    }

    /// Everything drawn by `content` leads to an address.
    void link(String address, Runnable content) {
        shapes.append("<a href=\"").append(escaped(address)).append("\">");
        content.run();
        shapes.append("</a>");
    }

    /// An arrow whose head is at the second point.
    void arrow(int fromX, int fromY, int toX, int toY) {
        shapes.append(String.format(
                Locale.ROOT,
                "<path d=\"M%d %dL%d %d\" stroke=\"%s\" fill=\"none\" marker-end=\"url(#head)\"/>",
                fromX,
                fromY,
                toX,
                toY,
                LINE));
    }

    /// A line down and then across, from a thing to one below it.
    void elbow(int fromX, int fromY, int toX, int toY) {
        shapes.append(String.format(
                Locale.ROOT, "<path d=\"M%d %dV%dH%d\" stroke=\"%s\" fill=\"none\"/>", fromX, fromY, toY, toX, LINE));
    }

    void note(int x, int y, String text) {
        height = Math.max(height, y + 6);
        shapes.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" font-size=\"12\" fill=\"%s\">", x, y, INK));
        shapes.append(escaped(text)).append("</text>");
    }

    private void text(int x, int y, int size, String ink, String text, String weight) {
        shapes.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" font-size=\"%d\" font-weight=\"%s\" text-anchor=\"middle\" fill=\"%s\">",
                x,
                y,
                size,
                weight,
                ink));
        shapes.append(escaped(text)).append("</text>");
    }

    /// The picture.
    ///
    /// @param role `img` for a picture that is looked at as a whole, `group` for one with links in it
    String svg(String role, String title) {
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                                + " role=\"%s\" aria-label=\"%s\" font-family=\"DejaVu Sans, Segoe UI, sans-serif\">",
                        width,
                        height,
                        width,
                        height,
                        role,
                        escaped(title))
                + "<defs><marker id=\"head\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"8\""
                + " markerHeight=\"8\" orient=\"auto\"><path d=\"M0 0L10 5L0 10z\" fill=\"" + LINE
                + "\"/></marker></defs>" + shapes + "</svg>";
    }

    private static String shortened(String text, int letters) {
        return text.length() <= letters ? text : text.substring(0, Math.max(1, letters - 1)) + "…";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
