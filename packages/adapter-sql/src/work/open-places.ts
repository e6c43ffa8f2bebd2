import { sql } from "kysely";
import { UNLIMITED_PLACES } from "../database/tables.js";

/**
 * How many places of `item` are neither answered nor waited for: the more, the sooner it is offered. Where everyone
 * answers nobody takes a place, so only answers tell such items apart. Word for word what the index `labeldesk_items_open`
 * is over, or it would not be used.
 */
export const openPlaces = sql<number>`(item.places - item.answers - case when item.places = ${sql.lit(UNLIMITED_PLACES)} then 0 else item.reserved end)`;

/** Whether the index holds `item`. */
export const hasOpenPlaces = sql<boolean>`item.state <> 'excluded' and ${openPlaces} > 0`;
