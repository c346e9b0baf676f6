package city.belfry.ontology;

import java.util.IllegalFormatException;
import org.apache.jena.atlas.json.JsonException;
import org.apache.jena.riot.RiotException;

/// RDF that others wrote.
public final class ForeignRdf {
    private ForeignRdf() {}

    /// Parses a document; what Jena 5.6 trips over is told as any other syntax error is.
    ///
    /// @throws RiotException when the document is not of its syntax
    public static void read(Runnable parse) {
        try {
            parse.run();
        } catch (JsonException e) {
            // The reader of RDF/JSON has errors of its own.
            throw new RiotException(e.getMessage(), e);
        } catch (ArrayIndexOutOfBoundsException e) {
            // The reader of Turtle can put back ten dots at the end of a word and no more.
            throw new RiotException("a word ends with more dots than can be read", e);
        } catch (IllegalFormatException e) {
            // The reader of RDF/XML takes its own message about a malformed language tag for a format.
            throw new RiotException("a language tag is malformed", e);
        }
    }
}
