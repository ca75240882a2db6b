import { describe, expect, it } from 'vitest';
import { emptyWindow, missingPages, rowAt, withPage } from './page-window.ts';

const rows = (page: number, count = 10) => Array.from({ length: count }, (_, i) => `row ${page * 10 + i}`);

describe('the window onto a long table', () => {
  it('asks for the first page before anything is known', () => {
    expect(missingPages(emptyWindow(10), 0, 0)).toEqual([0]);
  });

  it('asks only for pages on screen that are not held', () => {
    const window = withPage(emptyWindow<string>(10), 1, rows(1), 1000);
    expect(missingPages(window, 5, 34).sort()).toEqual([0, 2, 3]);
    expect(missingPages(window, 10, 19)).toEqual([]);
  });

  it('asks for the middle of the screen first', () => {
    const window = withPage(emptyWindow<string>(10), 99, rows(99), 1000);
    expect(missingPages(window, 0, 49)[0]).toBe(2);
  });

  it('never asks beyond the end', () => {
    const window = withPage(emptyWindow<string>(10), 0, rows(0), 15);
    expect(missingPages(window, 8, 60)).toEqual([1]);
    expect(missingPages(withPage(emptyWindow<string>(10), 0, [], 0), 0, 20)).toEqual([]);
  });

  it('finds rows in the pages it holds', () => {
    const window = withPage(emptyWindow<string>(10), 3, rows(3), 1000);
    expect(rowAt(window, 37)).toBe('row 37');
    expect(rowAt(window, 27)).toBeUndefined();
  });

  it('lets go of the farthest pages', () => {
    let window = emptyWindow<string>(10);
    for (let page = 0; page < 20; page++) window = withPage(window, page, rows(page), 1000);
    expect(window.pages.size).toBe(12);
    expect(rowAt(window, 195)).toBe('row 195');
    expect(rowAt(window, 5)).toBeUndefined();
  });
});
