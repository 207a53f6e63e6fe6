import posthog from "posthog-js";
import { numberedEvent } from "../event.mjs";

/** Defaults of the package; everything that would send or fetch something of its own is off. */
const off = {
  autocapture: false,
  capture_pageview: false,
  capture_pageleave: false,
  capture_dead_clicks: false,
  capture_exceptions: false,
  capture_heatmaps: false,
  capture_performance: false,
  disable_session_recording: true,
  disable_surveys: true,
  disable_product_tours: true,
  disable_conversations: true,
  disable_web_experiments: true,
  disable_external_dependency_loading: true,
  // No feature flags and no remote configuration; gzip, which the cloud's configuration allows, is the default then.
  advanced_disable_flags: true,
  // It drops every event of a browser that says it is driven by a program.
  opt_out_useragent_filter: navigator.webdriver === true,
};

window.sdk = {
  async init(collectorUrl) {
    posthog.init("phc_bench", { api_host: collectorUrl, ...off });
  },
  track(number, call) {
    const { name, properties } = numberedEvent(number, call);
    posthog.capture(name, properties);
  },
};
