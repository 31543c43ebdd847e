-- The full-text index: words folded and stemmed by our own tokenizer. It holds no text: articles are taken out of it
-- with the words that they were put in with. Its rows are the articles', so that newest first is its own order.
CREATE VIRTUAL TABLE article_words USING fts5 (
  headline, about, text, facts, content = '', columnsize = 0, tokenize = 'headwater'
);
