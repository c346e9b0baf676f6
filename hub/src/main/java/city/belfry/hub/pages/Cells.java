package city.belfry.hub.pages;

import java.util.Optional;
import org.apache.jena.graph.Node;
import org.springframework.stereotype.Component;

/// A value of an answer as a cell of a table.
@Component
final class Cells {
    private static final int TEXT_MAX = 120;

    private final PageLinks links;

    Cells(PageLinks links) {
        this.links = links;
    }

    /// IRIs by the end of their name: an answer that wants labels asks for them.
    EntityView.Shown cell(Optional<Node> value) {
        return value.map(node -> node.isURI()
                        ? new EntityView.Shown(Labels.localName(node.getURI()), links.of(node), "")
                        : new EntityView.Shown(
                                shortened(node.isLiteral() ? Labels.text(node) : "…"),
                                "",
                                node.isLiteral() ? node.getLiteralLanguage() : ""))
                .orElse(new EntityView.Shown("", "", ""));
    }

    private static String shortened(String text) {
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "…";
    }
}
