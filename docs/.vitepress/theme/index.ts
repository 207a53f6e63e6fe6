import type { Theme } from "vitepress";
import DefaultTheme from "vitepress/theme";
import LiveRule from "./LiveRule.vue";
import "./style.css";

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component("LiveRule", LiveRule);
  },
} satisfies Theme;
