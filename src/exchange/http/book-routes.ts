import { wireBook } from '../clob/book.ts';
import { answer } from './answer.ts';
import { type RouteInstaller, serve } from './exchange-desk.ts';
import { askedToken, askedTokens, badList, NO_BOOK } from './tokens.ts';

export const installBooks: RouteInstaller = (app, { venue: { markets } }) => {
  serve(app, 'GET', '/book', (request) => {
    const token = askedToken(request, markets);
    return token === undefined ? NO_BOOK : answer(wireBook(token.market, token.outcome));
  });
  for (const method of ['POST', 'GET'] as const) {
    serve(app, method, '/books', (request) => {
      const tokens = askedTokens(request, markets);
      if (!tokens.ok) return badList(tokens);
      return answer(tokens.value.map(({ token }) => wireBook(token.market, token.outcome)));
    });
  }
};
