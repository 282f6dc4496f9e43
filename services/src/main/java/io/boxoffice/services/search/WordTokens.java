package io.boxoffice.services.search;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/** Words as Lucene takes them: all forms of one at its place. For one document, by one thread. */
final class WordTokens extends TokenStream {
    private record Token(String term, int step) {}

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
    private final List<Token> tokens = new ArrayList<>();
    private int next;

    /** Adds the words of one text; other texts of the field follow at a distance. */
    WordTokens add(List<SearchText.Word> words) {
        int gap = tokens.isEmpty() ? 1 : 100;
        for (SearchText.Word word : words) {
            int move = gap;
            for (String form : word.forms()) {
                tokens.add(new Token(form, move));
                move = 0;
            }
            gap = 1;
        }
        return this;
    }

    /** Adds terms at places of their own. */
    WordTokens addTerms(Iterable<String> terms) {
        terms.forEach(each -> tokens.add(new Token(each, 1)));
        return this;
    }

    boolean isEmpty() {
        return tokens.isEmpty();
    }

    @Override
    public boolean incrementToken() {
        if (next == tokens.size()) {
            return false;
        }
        clearAttributes();
        Token token = tokens.get(next++);
        term.append(token.term());
        step.setPositionIncrement(token.step());
        return true;
    }

    @Override
    public void reset() {
        next = 0;
    }
}
