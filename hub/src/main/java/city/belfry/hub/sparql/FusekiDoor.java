package city.belfry.hub.sparql;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.jena.fuseki.servlets.FusekiFilter;
import org.springframework.web.filter.OncePerRequestFilter;

/// Hands queries, updates and graph writes to Fuseki. A GET of `/sparql` that asks nothing goes on to the page and the
/// service description (SPARQL 1.1 Service Description §2).
final class FusekiDoor extends OncePerRequestFilter {
    /// Longest body of a graph write; bytes. It is streamed into the store.
    static final long GRAPH_BYTES_MAX = 4L << 30;

    private final FusekiFilter fuseki = new FusekiFilter();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getServletPath().equals("/graphs") && request.getParameter("graph") == null) {
            throw new SparqlException(
                    SparqlException.Code.GRAPH_MISSING,
                    "Every statement of a hub stands in a named graph. Name it: /graphs?graph=IRI.");
        }
        if (request.getServletPath().equals("/graphs") && type(request).startsWith("multipart/")) {
            throw new SparqlException(
                    SparqlException.Code.FORM_REFUSED,
                    "A graph is not taken from a form. Send the document itself as the body, with its media type.");
        }
        if (asksNothing(request)) {
            chain.doFilter(request, response);
        } else {
            fuseki.doFilter(new CountedBody(request, Outcome.of(request)), response, chain);
        }
    }

    private static String type(HttpServletRequest request) {
        return String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
    }

    private static boolean asksNothing(HttpServletRequest request) {
        boolean isRead =
                request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        return isRead && request.getServletPath().equals("/sparql") && request.getParameter("query") == null;
    }

    private static final class CountedBody extends HttpServletRequestWrapper {
        private final Outcome outcome;
        private final boolean isXml;

        CountedBody(HttpServletRequest request, Outcome outcome) {
            super(request);
            this.outcome = outcome;
            this.isXml = type(request).contains("xml");
        }

        private InputStream document(InputStream body) throws IOException {
            try {
                return XmlPrologue.checked(body);
            } catch (SparqlException e) {
                throw outcome.fail(e);
            }
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            ServletInputStream sent = super.getInputStream();
            InputStream body = isXml ? document(sent) : sent;
            return new ServletInputStream() {
                private long count;

                @Override
                public int read() throws IOException {
                    int b = body.read();
                    count(b < 0 ? 0 : 1);
                    return b;
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    int read = body.read(bytes, offset, length);
                    count(Math.max(0, read));
                    return read;
                }

                private void count(int bytes) {
                    count += bytes;
                    if (count > GRAPH_BYTES_MAX) {
                        throw outcome.fail(new SparqlException(
                                SparqlException.Code.BODY_TOO_LARGE,
                                "The body is longer than " + (GRAPH_BYTES_MAX >> 30)
                                        + " GiB. Publish data of this size with 'belfry ingest'."));
                    }
                }

                @Override
                public boolean isFinished() {
                    return sent.isFinished();
                }

                @Override
                public boolean isReady() {
                    return sent.isReady();
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    sent.setReadListener(listener);
                }

                @Override
                public void close() throws IOException {
                    body.close();
                }
            };
        }
    }
}
