import { SCALE } from '../../domain/units.ts';
import { longMarket, shortMarket, simpleMarket } from '../clob/market-rows.ts';
import { legacyFee } from '../venue/legacy-fee.ts';
import type { ListedMarket } from '../venue/listed-market.ts';
import { answer, refusal } from './answer.ts';
import { pathText, queryOf } from './asked.ts';
import { type RouteInstaller, serve } from './exchange-desk.ts';
import { pageOf } from './pages.ts';

const ROWS = 1_000;
const NO_MARKET = refusal(404, 'market not found');

export const installMarkets: RouteInstaller = (app, { venue: { markets } }) => {
  // Clients name the token in the query; the venue's pages have it in the path of some as well.
  const ofToken = (url: string, tell: (market: ListedMarket) => unknown) => {
    const of = (id: string) => {
      const token = markets.byToken(id);
      return token === undefined ? NO_MARKET : answer(tell(token.market));
    };
    serve(app, 'GET', url, (request) => of(queryOf(request).text('token_id') ?? ''));
    serve(app, 'GET', `${url}/:token`, (request) => of(pathText(request, 'token')));
  };
  ofToken('/tick-size', ({ tick }) => ({ minimum_tick_size: tick / SCALE }));
  ofToken('/neg-risk', ({ listing }) => ({ neg_risk: listing.market.negativeRisk === true }));
  ofToken('/fee-rate', (market) => ({ base_fee: legacyFee(market) }));

  serve(app, 'GET', '/markets-by-token/:token', (request) => {
    const token = markets.byToken(pathText(request, 'token'));
    if (token === undefined) return NO_MARKET;
    const { conditionId: condition_id, tokens } = token.market.listing.market;
    const [primary_token_id, secondary_token_id] = tokens;
    return answer({ condition_id, primary_token_id, secondary_token_id });
  });
  const ofCondition = (url: string, tell: (market: ListedMarket) => unknown) =>
    serve(app, 'GET', url, (request) => {
      const market = markets.byCondition(pathText(request, 'condition').toLowerCase());
      return market === undefined ? NO_MARKET : answer(tell(market));
    });
  ofCondition('/clob-markets/:condition', shortMarket);
  ofCondition('/markets/:condition', longMarket);
  ofCondition('/markets/live-activity/:condition', () => []);
  // The same as py-clob-client 0.34.6 asks for it.
  ofCondition('/live-activity/events/:condition', () => []);

  const list = (url: string, write: (market: ListedMarket) => unknown, isSampling: boolean) =>
    serve(app, 'GET', url, (request) => {
      // Nothing earns rewards here, but whoever looks there for what can be traded finds it.
      const rows = isSampling ? markets.all.filter((one) => one.isAccepting) : markets.all;
      return pageOf(rows, queryOf(request).text('next_cursor'), ROWS, write);
    });
  list('/markets', longMarket, false);
  list('/simplified-markets', simpleMarket, false);
  list('/sampling-markets', longMarket, true);
  list('/sampling-simplified-markets', simpleMarket, true);
};
