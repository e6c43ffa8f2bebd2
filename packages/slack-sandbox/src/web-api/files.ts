import { z } from "zod";
import type { StoredFile } from "../files.js";
import { checkedContent, postAsApp } from "../posting.js";
import { SlackRefusal } from "../refusal.js";
import type { Workspace } from "../workspace.js";
import { getChannel } from "./lookup.js";
import { botMethod, count, jsonField, type Method } from "./method.js";

const AnnounceArguments = z.looseObject({
  filename: z.string().min(1),
  length: count,
  snippet_type: z.string().optional(),
  alt_txt: z.string().optional(),
});
const CompleteArguments = z.looseObject({
  files: z.unknown(),
  channel_id: z.string().optional(),
  thread_ts: z.string().optional(),
  initial_comment: z.string().optional(),
});
const FileList = z
  .array(z.looseObject({ id: z.string().min(1), title: z.string().optional() }))
  .min(1);

/** `files.*`: the three steps of an upload. The second is a plain request to the address of the first. */
export const FILE_METHODS: Readonly<Record<string, Method>> = {
  "files.getUploadURLExternal": botMethod(AnnounceArguments, (workspace, { filename }) => {
    const file = workspace.files.announce(filename);
    return { upload_url: `${workspace.url}/upload/${file.id}`, file_id: file.id };
  }),

  "files.completeUploadExternal": botMethod(CompleteArguments, (workspace, wanted) => {
    const files = uploaded(workspace, wanted.files);
    if (wanted.channel_id !== undefined) share(workspace, wanted.channel_id, wanted, files);
    return { files: files.map((file) => describe(workspace, file)) };
  }),
};

function uploaded(workspace: Workspace, value: unknown): readonly StoredFile[] {
  const list = FileList.safeParse(jsonField(value, "invalid_arguments"));
  if (!list.success)
    throw new SlackRefusal("invalid_arguments", [
      "[ERROR] must provide files [json-pointer:/files]",
    ]);
  return list.data.map(({ id, title }) => {
    const file = workspace.files.find(id);
    if (file?.bytes === undefined) throw new SlackRefusal("file_not_found");
    return workspace.files.put(title === undefined ? file : { ...file, title });
  });
}

function share(
  workspace: Workspace,
  channelId: string,
  wanted: z.infer<typeof CompleteArguments>,
  files: readonly StoredFile[],
): void {
  const { id: channel } = getChannel(workspace, channelId);
  const fileIds = files.map(({ id }) => id);
  const content = checkedContent(workspace, { text: wanted.initial_comment, fileIds }, "post");
  postAsApp(workspace, { channel, threadTs: wanted.thread_ts }, content);
}

function describe(workspace: Workspace, file: StoredFile): object {
  return {
    id: file.id,
    name: file.name,
    title: file.title ?? file.name,
    mimetype: file.mimetype,
    size: file.bytes?.length ?? 0,
    user: workspace.app.botUserId,
    url_private: `${workspace.url}/sandbox/file/${file.id}`,
    permalink: `${workspace.url}/sandbox/file/${file.id}`,
  };
}
