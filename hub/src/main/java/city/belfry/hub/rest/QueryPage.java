package city.belfry.hub.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.apache.jena.query.Query;

/// One page of the rows of a query: how many, and from where on.
///
/// @param limit rows in the page; absent for a whole answer
/// @param offset rows before it
record QueryPage(Optional<Long> limit, long offset) {
    static final long LIMIT_DEFAULT = 1_000;
    static final long LIMIT_MAX = 10_000;

    static QueryPage of(HttpServletRequest request, Optional<Long> limitDefault) {
        Optional<Long> limit = Optional.ofNullable(request.getParameter("limit"))
                .map(text -> number("limit", text, 1, LIMIT_MAX))
                .or(() -> limitDefault);
        long offset = Optional.ofNullable(request.getParameter("cursor"))
                .map(QueryPage::offset)
                .orElse(0L);
        return new QueryPage(limit, offset);
    }

    /// Limits the query to the page and one row more, which tells whether there is a next page.
    Query applyTo(Query query) {
        long ownLimit = query.hasLimit() ? query.getLimit() : Long.MAX_VALUE;
        long ownOffset = query.hasOffset() ? query.getOffset() : 0;
        if (offset > 0) {
            query.setOffset(ownOffset + offset);
        }
        long rest = Math.max(0, ownLimit - offset);
        long wanted = limit.map(rows -> Math.min(rows + 1, rest)).orElse(rest);
        if (wanted < Long.MAX_VALUE) {
            query.setLimit(wanted);
        }
        return query;
    }

    /// The cursor of the page after this one. Opaque to callers, so that it can become another thing.
    String next() {
        String text = Long.toString(offset + limit.orElse(0L));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static long offset(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            return number("cursor", text, 0, Long.MAX_VALUE / 2);
        } catch (IllegalArgumentException e) {
            throw invalid("cursor", cursor, "the cursor of a 'next' link");
        }
    }

    static long number(String parameter, String text, long min, long max) {
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw invalid(parameter, text, "a whole number from " + min + " to " + max);
        }
        throw invalid(parameter, text, "a whole number from " + min + " to " + max);
    }

    private static RestException invalid(String parameter, String found, String expected) {
        return new RestException(
                RestException.Code.PAGE_INVALID,
                "Parameter '" + parameter + "' is '" + found + "'; expected " + expected + ".");
    }
}
