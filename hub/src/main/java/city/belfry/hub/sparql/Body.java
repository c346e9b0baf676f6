package city.belfry.hub.sparql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.jena.fuseki.servlets.HttpAction;

/// Reads the text of a query from the body of a request: never more than it may be long, and only as UTF-8.
final class Body {
    private Body() {}

    static String text(HttpAction action) {
        Outcome outcome = Outcome.of(action.getRequest());
        try {
            return text(action.getRequestInputStream(), AnswerGuard.limits(action.getRequest()));
        } catch (SparqlException e) {
            throw outcome.fail(e);
        } catch (IOException e) {
            throw outcome.fail(new UncheckedIOException(e));
        }
    }

    static String text(InputStream body, QueryLimits limits) {
        try {
            byte[] bytes = body.readNBytes(limits.textBytesMax() + 1);
            if (bytes.length > limits.textBytesMax()) {
                throw new SparqlException(
                        SparqlException.Code.QUERY_TOO_LONG,
                        "The query is longer than " + limits.textBytesMax()
                                + " bytes. Put long lists of values into the data, or ask in parts.");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SparqlException(
                    SparqlException.Code.QUERY_MALFORMED, "The query is not written in UTF-8. Send it in UTF-8.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
