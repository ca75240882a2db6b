import { z } from 'zod';
import {
  BoardQuery,
  CategoryFlows,
  CoordinatedGroups,
  Impact,
  Movers,
  MoversQuery,
  Performance,
  RiskMonitor,
} from './board.ts';
import { Empty, Progress } from './common.ts';
import { call, stream } from './define.ts';
import { BelongsToQuery, EntitySummary } from './entities.ts';
import {
  AlertGraphQuery,
  Between,
  BetweenQuery,
  Breakdown,
  BreakdownQuery,
  Communities,
  CommunityQuery,
  FoundSubjects,
  GraphSlice,
  NeighbourQuery,
  PathQuery,
  Paths,
  SavedView,
  SaveViewRequest,
  Slice,
  SliceQuery,
  SubjectQuery,
  TimeSliceQuery,
  TimeSlices,
  TransferPage,
  TransferQuery,
} from './graph.ts';
import {
  FrameEvent,
  FramesQuery,
  MapQuery,
  NextAlertQuery,
  ReplayRange,
  State,
  StateQuery,
  WhaleMap,
} from './replay.ts';
import { AlertMark, ProfileEvent, ProfileQuery } from './whales.ts';

export const graphMethods = {
  /**
   * Loads the index that graph, whale page, replay and board answer from, and tells how far it is; ends at once where
   * it is there. Asking without preparing loads it too; this is for a page that shows why it waits.
   */
  prepare: stream(Empty, Progress),
  /** A subject with its strongest counterparties under a filter; `offset` gives the next ones. */
  neighbours: call(NeighbourQuery, GraphSlice),
  fromAlert: call(AlertGraphQuery, GraphSlice),
  transfers: call(TransferQuery, TransferPage),
  /** What a hub's counterparties are, to choose from instead of expanding them all. */
  breakdown: call(BreakdownQuery, Breakdown),
  slice: call(SliceQuery, Slice),
  between: call(BetweenQuery, Between),
  timeSlices: call(TimeSliceQuery, TimeSlices),
  paths: call(PathQuery, Paths),
  communities: call(CommunityQuery, Communities),
  findSubjects: call(SubjectQuery, FoundSubjects),
} as const;

/** Saved views of the case, the latest first. Saving and removing give the list as it then is. */
export const viewMethods = {
  list: call(Empty, z.array(SavedView)),
  save: call(SaveViewRequest, z.object({ id: z.string(), views: z.array(SavedView) })),
  open: call(z.object({ id: z.string() }), SavedView.extend({ content: z.string() })),
  remove: call(z.object({ id: z.string() }), z.array(SavedView)),
} as const;

/** The whale page of one address or entity, or the compare sheet of two to six. */
export const profileMethods = {
  profile: stream(ProfileQuery, ProfileEvent),
  /** Entities an address is part of: names it shares with others, and groups of saved views; twenty at most. */
  belongsTo: call(BelongsToQuery, z.array(EntitySummary)),
} as const;

export const replayMethods = {
  range: call(Empty, ReplayRange),
  /** What could be known at an instant: nothing that happened later has any part in it. */
  state: call(StateQuery, State),
  /** The history from one instant to another, a frame at a time; the same question gives the same frames. */
  frames: stream(FramesQuery, FrameEvent),
  nextAlert: call(NextAlertQuery, AlertMark.nullable()),
  map: call(MapQuery, WhaleMap),
} as const;

export const boardMethods = {
  performance: call(BoardQuery, Performance),
  impact: call(BoardQuery, Impact),
  groups: call(BoardQuery, CoordinatedGroups),
  flows: call(BoardQuery.extend({ by: z.enum(['category', 'chain']).default('category') }), CategoryFlows),
  risk: call(BoardQuery, RiskMonitor),
  movers: call(MoversQuery, Movers),
} as const;
