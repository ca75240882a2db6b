import { chooseFiles } from './queries.ts';
import { handOverPaths, reportProblem } from './store.ts';

const choose = async (title: string, folder: boolean, take: (paths: string[]) => unknown): Promise<void> => {
  try {
    const paths = await chooseFiles(title, folder);
    if (paths.length > 0) await take(paths);
  } catch (error) {
    reportProblem(error);
  }
};

/** Lets the user choose one file, or a folder, and takes its path; nothing happens where none is chosen. */
export const chooseFile = (title: string, take: (path: string) => unknown, folder = false): Promise<void> =>
  choose(title, folder, ([path]) => path !== undefined && take(path));

/** Lets the user choose what is to be imported, and hands it to the reading of files. */
export const chooseAndRead = (folder: boolean): Promise<void> =>
  choose(folder ? 'Choose a folder to read' : 'Choose files to read', folder, handOverPaths);
