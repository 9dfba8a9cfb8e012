-- How hosts are reached: through which others, and with which credential.

ALTER TABLE host ADD COLUMN via TEXT;
ALTER TABLE host ADD COLUMN credential TEXT;
