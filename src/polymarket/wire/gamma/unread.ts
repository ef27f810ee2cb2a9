import { names } from '../object.ts';

// Fields of Gamma that we know and do not read, from recorded answers of 2020 to 2026 and the
// venue's own kit (read 2026-11). A name that is neither here nor read is new: it is counted.

export const UNREAD_OF_MARKETS = names(`
  acceptingOrdersUpdatedAt approved automaticallyActive automaticallyResolved categories
  categoryMailchimpTag chartColor clearBookOnStart comboStatus commentsEnabled competitive
  createdBy creator curationOrder customLiveness cyom denominationToken deploying
  deployingTimestamp disqusThread endDateIso featured fee feeRate feeExponent formatType fpmmLive
  funded fundedTimestamp gameId groupItemRange groupItemThreshold hasReviewedDates icon
  iconOptimized image imageOptimized internalUsers line liquidityAmm liquidityClob liquidityNum
  lowerBound lowerBoundDate mailchimpTag makerBaseFee makerRebatesFeeShareBps manualActivation
  marketGroup marketMakerAddress marketType markets negRiskOther negRiskRequestID new
  notificationsEnabled oneDayPriceChange oneHourPriceChange oneMonthPriceChange oneWeekPriceChange
  oneYearPriceChange pagerDutyNotificationEnabled pastSlugs pendingDeployment positionIds ready
  readyForCron readyTimestamp requiresTranslation resolvedBy restricted rfqEnabled
  scheduledDeploymentTimestamp score sentDiscord seriesColor shortOutcomes showGmpOutcome
  showGmpSeries sponsorImage sponsorName spread startDate startDateIso subcategory submitted_by
  tags takerBaseFee teamAID teamBID twitterCardImage twitterCardLastRefreshed
  twitterCardLastValidated twitterCardLocation umaBond umaEndDate umaEndDateIso
  umaResolutionStatuses umaReward updatedBy upperBound upperBoundDate version volume1mo
  volume1moAmm volume1moClob volume1wk volume1wkAmm volume1wkClob volume1yr volume1yrAmm
  volume1yrClob volume24hrAmm volume24hrClob volumeAmm volumeClob volumeNum wideFormat xAxisValue
  yAxisValue
`);

/** All of them: inside of a market a group's row is sent whole, and only its names are read. */
export const KNOWN_OF_EVENTS = names(`
  active archived automaticallyActive automaticallyResolved awayTeamName bestLines cantEstimate
  carouselMap categories category chats closed closedTime collections color commentCount
  commentsEnabled competitive countryName createdAt createdBy creationDate cumulativeMarkets cyom
  deploying deployingTimestamp description disqusThread elapsed electionType enableNegRisk
  enableOrderBook endDate ended estimateValue estimatedValue eventCreators eventDate eventMetadata
  eventWeek externalPartners featured featuredImage featuredImageOptimized featuredOrder
  finishedTimestamp gameId gameStatus gmpChartMode homeTeamName icon iconOptimized image
  imageOptimized internalUsers isTemplate lastHighlight lastHighlightAt lastHighlightType liquidity
  liquidityAmm liquidityClob live markets negRisk negRiskAugmented negRiskFeeBips negRiskMarketID
  new openInterest parentEventId pendingDeployment period published_at requiresTranslation
  rescheduledFromGameId resolutionSource restricted scheduledDeploymentTimestamp score series
  seriesSlug showAllOutcomes showMarketImages sortBy sport sportsradarMatchId spreadsMainLine
  startDate startTime subEvents subcategory subtitle tag_labels tag_slugs tags teams
  templateVariables templates ticker totalsMainLine turnProviderId tweetCount updatedAt updatedBy
  version volume volume1mo volume1wk volume1yr volume24hr
`);
